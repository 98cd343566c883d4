/** What a file is by its first bytes, never by its name. */
export type FileKind = "jpeg" | "png" | "webp" | "dicom" | "other";

/** `name` is the kind in words for the person: "HEIC", "PDF". */
export type Sniffed = { kind: FileKind; name: string };

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

const starts = (bytes: Uint8Array, ...values: number[]): boolean =>
  values.every((value, i) => bytes[i] === value);

const HEIF = new Set(["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"]);

function isoMedia(bytes: Uint8Array): string {
  const brand = ascii(bytes, 8, 12);
  if (HEIF.has(brand)) return "HEIC";
  if (brand.startsWith("avi")) return "AVIF";
  return "video";
}

/**
 * A DICOM data set without the 128-byte preamble: group 0x0002 or 0x0008, a low element, and an
 * explicit VR of two capitals or a plausible implicit length.
 */
function bareDicom(bytes: Uint8Array): boolean {
  if (bytes.length < 132 || bytes[1] !== 0 || bytes[3] !== 0) return false;
  if (bytes[0] !== 2 && bytes[0] !== 8) return false;
  const vr = ascii(bytes, 4, 6);
  return /^[A-Z]{2}$/.test(vr) || (bytes[6] === 0 && bytes[7] === 0 && (bytes[4] ?? 255) < 128);
}

/** Looks at the content. Unknown content gives `other` with the name "this kind of file". */
export function sniff(bytes: Uint8Array): Sniffed {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return { kind: "jpeg", name: "JPEG" };
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return { kind: "png", name: "PNG" };
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") {
    return { kind: "webp", name: "WebP" };
  }
  if (ascii(bytes, 128, 132) === "DICM") return { kind: "dicom", name: "DICOM" };
  if (ascii(bytes, 4, 8) === "ftyp") return { kind: "other", name: isoMedia(bytes) };
  if (ascii(bytes, 0, 4) === "GIF8") return { kind: "other", name: "GIF" };
  if (starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a)) {
    return { kind: "other", name: "TIFF" };
  }
  if (ascii(bytes, 0, 5) === "%PDF-") return { kind: "other", name: "PDF" };
  if (ascii(bytes, 0, 2) === "BM") return { kind: "other", name: "BMP" };
  if (starts(bytes, 0x50, 0x4b, 3, 4)) return { kind: "other", name: "ZIP" };
  if (starts(bytes, 0x1f, 0x8b)) return { kind: "other", name: "gzip" };
  if (ascii(bytes, 4, 8) === "jP  ") return { kind: "other", name: "JPEG 2000" };
  if (ascii(bytes, 344, 348).startsWith("n+1")) return { kind: "other", name: "NIfTI" };
  if (/^\s*(<\?xml|<svg)/i.test(ascii(bytes, 0, 64))) return { kind: "other", name: "SVG" };
  if (bareDicom(bytes)) return { kind: "dicom", name: "DICOM" };
  return { kind: "other", name: "this kind of file" };
}

const HOW_TO_SAVE: Record<string, string> = {
  HEIC: "On an iPhone, open the picture, choose Share, then Save to Files as PNG or JPEG, or take a screenshot of it",
  TIFF: "Open it in a picture program and choose File, Export as PNG",
  PDF: "Open the page with the picture, take a screenshot of the picture alone, and save that as PNG",
  GIF: "Open it in a picture program and save the frame you mean as PNG",
  ZIP: "Unpack it and give me one picture or one DICOM file from it",
  gzip: "Unpack it and give me one picture or one DICOM file from it",
  NIfTI: "Open it in an image viewer and save the slice you mean as PNG",
  video: "Pause it at the moment you mean, take a screenshot, and save that as PNG",
};

/** The sentence for a person who brings a file of a kind that is not read. */
export function howToSave(name: string): string {
  const how = HOW_TO_SAVE[name] ?? "Open it in a picture program and save it as PNG";
  return `I cannot read ${name === "this kind of file" ? name : `${name} files`}. ${how}. I read PNG, JPEG, WebP and DICOM.`;
}
