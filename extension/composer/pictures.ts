/**
 * Knows when a picture is attached, pasted or dropped into a composer. Its name and kind are looked at on this device;
 * the picture itself is never opened.
 */
import type { Composer } from './composer';

export interface Picture {
  name: string;
}

export interface PicturesOptions {
  document: Document;
  signal: AbortSignal;
  composerAt(target: EventTarget | null): Composer | null;
  /** Composers on the page now, the latest last. */
  composers(): Composer[];
  onPictures(composer: Composer, pictures: Picture[]): void;
}

/** File names that speak of what may never be posted; only ever compared on this device. */
const PLAN =
  /floor[\s_-]*plan|evacuation|escape[\s_-]*(route|plan)|blueprint|site[\s_-]*plan|security[\s_-]*map|plano[\s_-]*(del?|de[\s_-]*la)/i;

export function isNamedLikePlan({ name }: Picture): boolean {
  return PLAN.test(name);
}

export function watchPictures(options: PicturesOptions): void {
  const { document, signal } = options;
  const tell = (composer: Composer | null, files: FileList | undefined | null) => {
    const pictures = [...(files ?? [])].filter(isPicture).map(({ name }) => ({ name }));
    if (composer && pictures.length > 0) options.onPictures(composer, pictures);
  };
  const listen = { capture: true, passive: true, signal };
  document.addEventListener(
    'paste',
    (event) => tell(options.composerAt(innermost(event)), event.clipboardData?.files),
    listen,
  );
  document.addEventListener(
    'drop',
    (event) => {
      const target = innermost(event);
      tell(options.composerAt(target) ?? around(options, target), event.dataTransfer?.files);
    },
    listen,
  );
  document.addEventListener(
    'change',
    (event) => {
      const input = innermost(event);
      if (input instanceof HTMLInputElement && input.type === 'file')
        tell(around(options, input), input.files);
    },
    listen,
  );
}

function isPicture({ type, name }: File): boolean {
  return type.startsWith('image/') || /\.(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?)$/i.test(name);
}

const innermost = (event: Event) => event.composedPath()[0] ?? event.target;

/** The composer that shares its scope with `target`; sites also keep one hidden file field for whichever is open. */
function around({ composers }: PicturesOptions, target: EventTarget | null): Composer | null {
  const open = composers().filter((composer) => composer.open);
  const near = open.findLast(({ element, rule }) => {
    const scope = element.closest(rule.scope);
    return target instanceof Node && scope?.contains(target);
  });
  return near ?? open.findLast((composer) => composer.focused) ?? open.at(-1) ?? null;
}
