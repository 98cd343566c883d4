/** Lies over the window while a file is dragged across it. */
export function DropVeil({ visible }: { visible: boolean }) {
  if (!visible) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-card border-2 border-dashed border-accent bg-page/90 fade-in">
      <div className="grid gap-1 text-center">
        <p className="text-heading font-semibold">Drop the picture</p>
        <p className="text-label text-quiet">PNG, JPEG, WebP or DICOM, up to 40 MB</p>
      </div>
    </div>
  );
}
