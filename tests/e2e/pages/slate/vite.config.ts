import { page } from '../build';

export default page(import.meta.dirname);
