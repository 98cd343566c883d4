"""What is trained on what: label sets, modalities, regions, planes, phrases, held-out sets.

Everything here is public to the app through encoders.json.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

STORE = 288  # side of the letterboxed square kept in the picture cache, pixels
MEAN, SCALE = 127.0, 128.0

MODALITIES = (
    "xray", "ct", "mri", "ultrasound", "cfp", "oct", "pet", "dermatoscopy",
    "histopathology", "endoscopy", "blood_smear", "none",
)  # fmt: skip

REGIONS = (
    "chest", "brain", "breast", "skin", "retina", "abdomen", "musculoskeletal", "spine",
    "gastrointestinal tract", "blood", "lung tissue", "hippocampus", "heart and vessels",
    "head and neck", "other",
)  # fmt: skip

PLANES = ("axial", "coronal", "sagittal", "frontal", "other")

# anatomy as the rows have it -> coarse region; what is not named here is "other"
ANATOMY_REGION = {
    "chest": "chest", "lung": "chest", "mediastinum": "chest", "pulmonary": "chest",
    "brain": "brain", "head": "brain", "skull and contents": "brain",
    "breast": "breast", "skin": "skin", "retina": "retina", "eye and orbit": "head and neck",
    "abdomen": "abdomen", "kidney": "abdomen", "liver": "abdomen", "pelvis": "abdomen",
    "genitourinary": "abdomen", "genitourinary tract": "abdomen", "gastrointestinal": "abdomen",
    "musculoskeletal": "musculoskeletal", "spine": "spine",
    "gastrointestinal tract": "gastrointestinal tract", "blood": "blood",
    "hippocampus": "hippocampus", "heart": "heart and vessels", "vascular": "heart and vessels",
    "head and neck": "head and neck", "face and neck": "head and neck",
}  # fmt: skip

# tokens of one picture in the language model's prompt: whole picture, then a grid row by row
DISEASE_TOKENS, GRID = 4, 8
PIXEL_TOKENS = GRID * GRID
IMAGE_TOKENS = DISEASE_TOKENS + PIXEL_TOKENS
# of the label probabilities that phi_disease gets: a reading is to name what the head puts first, also where
# it is hardly first; how sure the head is, the diagnose tool says
READING_TEMPERATURE = 0.01

# Never trained on, in any part: external sets for zero-shot measurement.
EXTERNAL = frozenset({"vqa-med-2019", "draaslan", "lung-masks", "chula-rbc"})
# Terms that a person has to decide on: out of shipped weights.
EXCLUDED = frozenset({"lung-pet-ct-dx"})
# Labels of these sets are never used (covid-cxr: external findings; oct-small: too small).
LABELS_UNUSED = frozenset({"covid-cxr", "oct-small"})
# MedPix files that repeat a vqa-rad test picture or belong to its case.
MEDPIX_IN_VQA_RAD_TEST = frozenset({
    "MPX1338_synpic27420.png", "MPX1834_synpic40780.png", "MPX2028_synpic34049.png",
    "MPX2028_synpic34050.png", "MPX2028_synpic34052.png", "MPX2028_synpic34053.png",
    "MPX2028_synpic34054.png", "MPX2028_synpic34055.png",
})  # fmt: skip
MIN_CLASS = 20  # a class with fewer training pictures is dropped


@dataclass(frozen=True)
class LabelSet:
    """A closed list of labels, the people and the view it holds for, and its share of a batch."""

    id: str
    dataset: str
    share: float
    population: str
    view: str


LABEL_SETS = (
    LabelSet(
        "brain-tumor", "brain-tumor-mri", 0.11,
        "head MRI slices, mostly contrast-enhanced T1, of adults with a glioma, a meningioma, a "
        "pituitary tumour or none of these; the pictures without a tumour come from other sources",
        "one head MRI slice in any plane, skull included",
    ),
    LabelSet(
        "breast-ultrasound", "busi", 0.07,
        "breast ultrasound of women, one hospital, with a benign tumour, a malignant tumour or "
        "neither",
        "one B-mode breast ultrasound picture, squashed to a square",
    ),
    LabelSet(
        "brain-pet", "cdi-pet", 0.11,
        "FDG-PET of the brain of older adults with Alzheimer's disease or no evidence of it, one "
        "centre, brought to a standard space and smoothed",
        "one axial, coronal or sagittal grey slice of a spatially normalised FDG-PET",
    ),
    LabelSet(
        "fundus-disease", "eye-disease", 0.11,
        "colour fundus photographs of adults with cataract, diabetic retinopathy, glaucoma or "
        "none of these; disease and camera go together in this collection",
        "one colour photograph of the back of one eye",
    ),
    LabelSet(
        "skin-lesion", "ham10000", 0.20,
        "pigmented skin lesions of adults seen in two clinics",
        "one dermatoscopic picture centred on the lesion",
    ),
    LabelSet(
        "lung-ct", "iq-oth-ct", 0.10,
        "axial chest CT slices in a high-contrast window of patients of one hospital; the label "
        "is the patient's, so a slice need not show the tumour",
        "one axial chest CT slice in which the lungs are nearly black",
    ),
    LabelSet(
        "chest-xray-pneumonia", "kermany-cxr", 0.13,
        "frontal chest films of small children (about 1 to 5 years)",
        "one frontal chest film",
    ),
    LabelSet(
        "lung-histopathology", "lc25000-lung", 0.07,
        "haematoxylin-eosin fields of lung tissue: benign, adenocarcinoma or squamous cell "
        "carcinoma, from few slides and augmented by the publisher",
        "one microscope field of stained lung tissue",
    ),
    LabelSet(
        "capsule-endoscopy", "wce-bleeding", 0.05,
        "frames of capsule endoscopy of the gastrointestinal tract with or without bleeding",
        "one frame of a capsule camera",
    ),
    LabelSet(
        "white-blood-cell", "white-blood-cells", 0.05,
        "single stained white blood cells, mostly of people without a named disease; types given "
        "by the authors of the set, not by specialists",
        "one cropped cell from a stained blood smear",
    ),
)  # fmt: skip
LABEL_SET_BY_ID = {s.id: s for s in LABEL_SETS}

# phrases of the grounding head, in the order of their ids
PHRASES = (
    "red blood cell", "white blood cell", "platelet", "white blood cell nucleus", "brain tumour",
    "breast tumour", "left lung", "right lung", "skin lesion", "anterior hippocampus",
    "posterior hippocampus", "bleeding", "cell nucleus",
)  # fmt: skip
SIDED = frozenset({"left lung", "right lung"})  # never trained with flips
# phrases of which a picture of the set holds at most one
SINGLE = frozenset({
    "brain tumour", "breast tumour", "left lung", "right lung", "skin lesion",
    "anterior hippocampus", "posterior hippocampus", "white blood cell nucleus",
})  # fmt: skip

# modalities where turning the picture changes nothing
TURNS = frozenset({"dermatoscopy", "histopathology", "blood_smear", "endoscopy"})
# modalities where a mirror image stays plausible for a label (never for a sided phrase)
FLIPS = TURNS | {"ct", "mri", "ultrasound", "cfp", "pet", "oct", "none"}


@dataclass
class Config:
    """Folders and knobs of one run. Paths are given by the caller; nothing is assumed."""

    data: Path
    out: Path
    cache: Path
    nonmedical: Path
    seed: int = 20261124
    minutes: float | None = None
    threads: int = 2
    without: frozenset[str] = field(default_factory=frozenset)
    debs: Path | None = None
    encoders: Path | None = None
    part: str | None = None  # of compare; None: every part
    only: str | None = None  # one set of a comparison
    seen: int | None = None  # pictures a comparison's network sees of a set
    said: Path | None = None  # labels that the language model names, for compare
    results: Path | None = None  # folder of result files (default OUT/results)
    kinds: str = ""
    cap: int | None = None
    device: str = "auto"
    examples: int = 240
