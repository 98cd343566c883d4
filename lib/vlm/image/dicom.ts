import { createRequire } from "node:module";
import type * as Imaging from "dcmjs-imaging";
import sharp from "sharp";
import { VlmError } from "../errors";
import { type CanonicalImage, type ImageTransform, MAX_PIXELS } from "./canonical";
import { tooManyPixels, unreadable } from "./raster";
import { headerWindow, percentileWindow, type Window, windowWords } from "./window";

// the package is one CommonJS bundle: a bundler must not look into it
const imaging: typeof Imaging = createRequire(import.meta.url)("dcmjs-imaging");
imaging.log.setLevel("silent");
let decoders: Promise<void> | null = null;

function numberOf(image: Imaging.DicomImage, tag: string, missing: number): number {
  const text = image.getElement(tag);
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : missing;
}

/** Stored values to the file's own units: value * slope + intercept (PS3.3 C.11.1.1.2). */
function rescale(image: Imaging.DicomImage, window: Window): Window {
  const slope = numberOf(image, "RescaleSlope", 1) || 1;
  return {
    width: Math.max(1, Math.abs(window.width * slope)),
    centre: window.centre * slope + numberOf(image, "RescaleIntercept", 0),
  };
}

/**
 * The lowest stored value that stands for tissue: above the padding value, and for CT not below
 * -1024 HU, under which nothing is measured and scanners write what lies outside the circle.
 */
function lowestMeant(image: Imaging.DicomImage): number {
  const padding = numberOf(image, "PixelPaddingValue", Number.NEGATIVE_INFINITY);
  const slope = numberOf(image, "RescaleSlope", 1) || 1;
  const air =
    image.getElement("Modality") === "CT" && slope > 0
      ? (-1024 - numberOf(image, "RescaleIntercept", 0)) / slope
      : Number.NEGATIVE_INFINITY;
  // a padding value at the bright end says nothing about the dark one
  return Math.max(padding <= 0 ? padding + 1 : Number.NEGATIVE_INFINITY, air);
}

type Shown = { window: Window; source: "header" | "percentile" };

/** The header's window, or the percentile one where it is missing or far too wide for the values. */
function chooseWindow(image: Imaging.DicomImage, frame: number): Shown | null {
  if (String(image.getElement("SamplesPerPixel") ?? 1) !== "1") return null;
  if (image.getElement("PhotometricInterpretation") === "PALETTE COLOR") return null;
  const counts = image.render({ frame, calculateHistograms: true }).histograms?.[0];
  const header = headerWindow(image.getElement("WindowCenter"), image.getElement("WindowWidth"));
  if (!counts) return header ? { window: header, source: "header" } : null;
  const spread = rescale(
    image,
    percentileWindow({
      min: Math.max(counts.getMinimum(), lowestMeant(image)),
      max: counts.getMaximum(),
      countOf: (value) => counts.get(value) ?? 0,
    }),
  );
  // a window over the whole range that the bits can hold was never set by anybody
  const range = 2 ** numberOf(image, "BitsStored", 8) * (numberOf(image, "RescaleSlope", 1) || 1);
  const meant = header && header.width < 0.9 * range && header.width <= spread.width * 3;
  if (meant) return { window: header, source: "header" };
  return { window: spread, source: "percentile" };
}

function describe(frames: number, frame: number, shown: Shown | null, burnt: boolean) {
  const origin = ["DICOM"];
  const notes: string[] = [];
  if (frames > 1) {
    origin.push(`frame ${frame + 1} of ${frames}`);
    notes.push(`The file holds ${frames} frames; I took the middle one, number ${frame + 1}.`);
  }
  if (shown) origin.push(`window ${windowWords(shown.window)}`);
  if (shown?.source === "percentile") {
    notes.push(
      "The file names no grey-scale window that fits its values, so I show the range from the 1st to the 99th percentile.",
    );
  }
  if (burnt) notes.push("The file says that names or dates may be burnt into the picture.");
  return { origin: origin.join(", "), notes };
}

const UNCOMPRESSED = new Set(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"]);

/** Whether an uncompressed file is too short for one frame of the size that it names. */
function isCutShort(image: Imaging.DicomImage, fileBytes: number, pixels: number): boolean {
  if (!UNCOMPRESSED.has(String(image.getTransferSyntaxUid()))) return false;
  const halved = String(image.getElement("PhotometricInterpretation") ?? "").endsWith("_422");
  const samples = halved ? 2 : numberOf(image, "SamplesPerPixel", 1);
  return fileBytes < (pixels * samples * numberOf(image, "BitsAllocated", 8)) / 8;
}

/**
 * A DICOM file of any transfer syntax that dcmjs-imaging decodes: middle frame, MONOCHROME1
 * inverted, windowed to 8 bit. Throws VlmError image-unreadable or image-too-many-pixels.
 */
export async function readDicom(bytes: Uint8Array): Promise<CanonicalImage> {
  decoders ??= imaging.NativePixelDecoder.initializeAsync();
  await decoders;
  try {
    const copy = new Uint8Array(bytes).buffer;
    const image = new imaging.DicomImage(copy);
    const [width, height] = [Number(image.getWidth()), Number(image.getHeight())];
    if (!(width > 0 && height > 0)) throw new Error("no rows or columns: not a picture");
    if (width * height > MAX_PIXELS) throw tooManyPixels(width, height);
    if (isCutShort(image, bytes.length, width * height))
      throw new Error("fewer bytes than its rows and columns need");
    const frames = Math.max(1, Number(image.getNumberOfFrames()) || 1);
    const frame = Math.floor((frames - 1) / 2);
    const shown = chooseWindow(image, frame);
    const rendered = image.render({
      frame,
      renderOverlays: false,
      ...(shown && {
        windowLevel: new imaging.WindowLevel(shown.window.width, shown.window.centre),
      }),
    });
    const png = await sharp(Buffer.from(rendered.pixels), { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .png({ compressionLevel: 6 })
      .toBuffer();
    const transform: ImageTransform = {
      storedWidth: width,
      storedHeight: height,
      orientation: 1,
      frame: { number: frame + 1, of: frames },
      ...(shown && { window: { ...shown.window, source: shown.source } }),
    };
    const burnt = image.getElement("BurnedInAnnotation") === "YES";
    return { png, width, height, ...describe(frames, frame, shown, burnt), transform };
  } catch (error) {
    throw error instanceof VlmError ? error : unreadable("DICOM", error);
  }
}
