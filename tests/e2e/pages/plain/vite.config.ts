import { page } from '../build.ts';

export default page(import.meta.dirname);
