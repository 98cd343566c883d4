/**
 * Words that carry a clinical claim, in the singular, British or American spelling (folded by
 * text.ts). The list is ours; label names, phrases and card titles are added by vocabulary.ts.
 */

/** Diseases, signs and findings. */
export const FINDING_WORDS = `
abnormality, abscess, achalasia, acne, actinic keratosis, adenocarcinoma, adenoma, adenopathy,
adhesion, air bronchogram, air leak, air under the diaphragm, alzheimer, alzheimers, alzheimer's,
alzheimer's disease, amyloid, anaemia, anaemic, aneurysm, aneurysmal, angina, angioma, angiodysplasia,
ankylosis, appendicitis, arrhythmia, arteriovenous malformation, arthritis, arthrosis, asbestosis,
ascites, aspergilloma, aspiration, asthma, astrocytoma, atelectasis, atelectatic, atherosclerosis,
atrophic, atrophy, autism, avascular necrosis, bacterial pneumonia, barrett's oesophagus, bcc, benignity,
basal cell carcinoma, benign keratosis, birthmark, blast, blasts, bleed, bleeding, bleeds, blister,
blocked artery, blockage, blood clot, bone break, bone loss, bowel obstruction, bowen's disease,
breast cancer, broken bone, bronchiectasis, bronchitis, bruise, bulla, bursitis, calcification,
calcified, calculus, callus, cancer, cancerous, candidiasis, carcinoid, carcinoma, cardiomegaly,
cardiomyopathy, cataract, cavitation, cavity, cellulitis, cerebral palsy, cholangitis, cholecystitis,
chondroma, chondrosarcoma, cirrhosis, clot, coarctation, colitis, collapse, collapsed, colorectal cancer,
compression fracture, concussion, congestion, congestive heart failure, consolidation, consolidated,
contusion, copd, cotton wool spot, covid, covid 19, craniopharyngioma, crohn's disease, cyst, cystic,
deep vein thrombosis, deformity, degeneration, degenerative, dementia, demyelination, dermatitis,
dermatofibroma, deviation, diabetes, diabetic, diabetic retinopathy, dilatation, dilated, dilation,
disc bulge, disc herniation, disease, dislocation, dislocated, disorder, dissection, diverticulitis,
diverticulosis, diverticulum, drusen, duct dilatation, dvt, dysplasia, dysplastic, ectasia, eczema,
effusion, embolism, embolus, emphysema, empyema, encephalitis, encephalopathy, endocarditis,
endometriosis, enlarged, enlarged heart, enlargement, ependymoma, epilepsy, erosion, erosive,
exostosis, exudate, fatty liver, fibroadenoma, fibroid, fibroma, fibrosis, fibrotic, fissure, fistula,
foreign body, fracture, fractured, free air, free fluid, gallstone, gangrene, gastritis, glaucoma,
glaucomatous, glioblastoma, glioma, gliosis, goitre, gout, granuloma, ground glass, ground glass opacity,
gynaecomastia, haemangioma, haematoma, haemorrhage, haemorrhagic, haemorrhoid, haemothorax, hamartoma,
heart attack, heart failure, hepatitis, hepatomegaly, hernia, herniated, herniation, hiatus hernia,
hydrocephalus, hydronephrosis, hydropneumothorax, hyperintensity, hyperostosis, hyperplasia,
hyperplastic, hypertension, hypertensive, hypertrophy, hypodensity, hypointensity, ileus, infarct,
infarction, infection, infected, infectious, infestation, infiltrate, infiltration, infiltrative,
inflamed, inflammation, inflammatory, injury, injured, intraepithelial carcinoma, intussusception,
invasion, invasive, ischaemia, ischaemic, kaposi sarcoma, keratosis, kerley line, kidney stone,
kyphosis, laceration, leak, lesion, leucocytosis, leukaemia, leukaemic, leukemia, lipoma, lucency,
lump, lung cancer, lung lesion, lymphadenopathy, lymphoma, macular degeneration, macular hole,
macular oedema, malaria, malformation, malignancy, malignant, malignant tumour, mass, mass effect,
mastitis, medulloblastoma, melanoma, melanocytic nevus, melanocytic naevus, meningioma, meningitis,
mesothelioma, metastasis, metastatic, microaneurysm, microcalcification, midline shift, mole,
multiple sclerosis, myeloma, myocardial infarction, naevus, narrowing, necrosis, necrotic, neoplasm,
neoplasia, neoplastic, nephrolithiasis, neuroma, neovascularisation, neovascularization, nevus, nodular,
nodule, nsclc, obstructed, obstruction, occlusion, oedema, opacification, opacity, osteoarthritis,
osteochondroma, osteomyelitis, osteopenia, osteophyte, osteoporosis, osteosarcoma, outbreak, pancreatitis,
papilloedema, papilloma, paralysis, parasite, parkinson, parkinson's disease, pathology, perforated,
perforation, pericardial effusion, pericarditis, periostitis, peritonitis, pigmentation, pituitary adenoma,
pituitary tumour, plaque, pleural effusion, pleurisy, pneumatosis, pneumoconiosis, pneumomediastinum,
pneumonia, pneumonic, pneumonitis, pneumoperitoneum, pneumothorax, polyp, polyposis, prolapse,
psoriasis, pulmonary embolism, pulmonary oedema, rash, reflux, reticulation, retinal detachment,
retinitis, retinoblastoma, retinopathy, ring enhancement, rosacea, rupture, ruptured, sarcoidosis,
sarcoma, scar, scarring, schwannoma, sclerosis, sclerotic, scoliosis, seborrhoeic keratosis, sepsis,
shadowing, shingles, sickle cell, silicosis, sinusitis, skin cancer, skin lesion, small bowel obstruction,
spasm, spread, spreading, spiculation, splenomegaly, spondylosis, spondylolisthesis, spondylitis, sprain, squamous cell carcinoma, stenosis,
stenotic, stone, stricture, stroke, subarachnoid haemorrhage, subdural haematoma, subluxation,
subretinal fluid, swelling, swollen, syndrome, synovitis, tamponade, tear, telangiectasia, tendinitis,
teratoma, thickened, thickening, thrombocytopenia, thromboembolism, thrombosis, thrombus, thymoma, torn,
torsion, tortuosity, transposition, trauma, tubercle, tuberculosis, tumefaction, tumour, ulcer,
ulcerated, ulceration, ulcerative colitis, urticaria, varices, varicose vein, vascular lesion, vasculitis,
vessel occlusion, viral pneumonia, vitiligo, volvulus, wart, white matter lesion, widened mediastinum, wound,
brain tumour, breast tumour, benign tumour, growth, shadow, spot, white spot, dark spot, air trapping,
brain bleed, brain damage, virus, bacteria, fungus, fungal, tb, pe, aids, hiv, lupus, cellularity, atypia,
atypical, pleomorphism, mitosis, keratin pearl, haemolysis, schistocyte, blast cell, parasitaemia
`;

/** States that are claims by themselves. */
export const STATE_WORDS = `
abnormal, benign, healthy, unhealthy, normal, normality, unremarkable, suspicious, harmless, dangerous,
serious, severe, mild, moderate, acute, chronic, diseased, ill, curable, incurable, fatal, deadly,
inoperable, operable, contagious, terminal, life threatening, critical, stage, grade
`;

/** Structures of the body. */
export const ANATOMY_WORDS = `
abdomen, abdominal, acetabulum, achilles tendon, adrenal, adrenal gland, airway, alveolus, amygdala,
ankle, anus, aorta, aortic, aortic arch, aortic knob, apex, appendix, arm, artery, arterial, atrium,
auditory canal, axilla, bile duct, bladder, blood vessel, bone, bowel, brain, brainstem, brain stem,
breast, bronchus, bronchial, calf, capillary, cardiac, carina, carotid, cartilage, caudate, cecum,
cerebellum, cerebellar, cerebral, cerebrum, cervix, chest, chest wall, choroid, clavicle, collarbone,
colon, conjunctiva, cornea, corpus callosum, cortex, cortical, costophrenic angle, costophrenic, cranium,
cup, cup to disc ratio, cup disc ratio, dermis, diaphragm, disc, duct, duodenum, ear, elbow, epidermis,
epithelium, eye, eyelid, face, fallopian tube, fat, femoral, femur, fibula, finger, foot, forearm, fovea,
frontal lobe, gallbladder, ganglion, gland, glomerulus, grey matter, groin, hair follicle, hand, head,
heart, heart border, hemidiaphragm, hemisphere, hilum, hilar, hip, hippocampus, hippocampal,
anterior hippocampus, posterior hippocampus, humerus, hypothalamus, ileum, iliac, insula, intestine,
intervertebral disc, iris, jaw, jejunum, joint, kidney, knee, labrum, larynx, left lung, leg, lens, ligament,
lip, liver, lobe, lobar, lower lobe, lung, lymph node, lymphatic, macula, macular, mandible, maxilla,
mediastinum, mediastinal, medulla, meniscus, mouth, mucosa, muscle, myocardium, nail, neck, nerve, nipple,
nose, nostril, nucleus, oesophagus, occipital lobe, optic cup, optic disc, optic disk, optic nerve, orbit,
ovary, palate, pancreas, parietal lobe, patella, pelvis, pelvic, penis, pericardium, peritoneum, pharynx,
pituitary, pituitary gland, pleura, pleural, pleural space, pons, prostate, pulmonary, pulmonary artery,
pupil, radius, rectum, renal, retina, retinal, rib, rib cage, right lung, rotator cuff, sacrum, scalp,
scapula, sclera, scrotum, shoulder, sinus, skeleton, skin, skull, sphenoid, spinal cord, spine, spleen,
sternum, stomach, sulcus, synovium, tail bone, temporal lobe, tendon, testicle, thalamus, thigh, thorax,
throat, thymus, thyroid, tibia, toe, tongue, tonsil, tooth, torso, trachea, ulna, upper lobe, ureter,
urethra, uterus, vagina, valve, vein, vena cava, ventricle, ventricular, vertebra, vertebral, vertebral body,
vessel, vitreous, white matter, wrist, red blood cell, white blood cell, platelet, cell nucleus,
white blood cell nucleus, neutrophil, lymphocyte, monocyte, eosinophil, basophil, erythrocyte, leucocyte,
leukocyte, thrombocyte, macrophage, blood, bone marrow, plasma cell, stem cell, tissue, umbilical cord, placenta, fetus
`;

/** Kinds of picture: a claim about what the picture is. */
export const MODALITY_WORDS = `
x ray, radiograph, chest film, film, ct, ct scan, cat scan, mri, mri scan, mr, magnetic resonance, ultrasound,
sonogram, fundus photograph, fundus, oct, optical coherence tomography, pet, pet scan, dermatoscopy,
dermoscopy, histopathology, biopsy slide, capsule endoscopy, endoscopy, blood smear, mammogram, angiogram,
colonoscopy, scintigraphy, photograph, photo, screenshot, document
`;
