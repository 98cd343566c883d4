import type { EmergencyKind } from "@/lib/vlm/guard/emergency-kind";

const KIN =
  "dad|father|daddy|mum|mom|mother|mummy|mommy|husband|wife|partner|boyfriend|girlfriend|son|daughter|child|children|kid|kids|baby|babys|toddler|infant|newborn|boy|girl|little (?:boy|girl|one)|brother|sister|siblings?|grandpa|grandma|grandfather|grandmother|granddad|grandad|granny|gran|nan|nana|papa|grandson|granddaughter|uncle|auntie|aunt|cousin|nephew|niece|friend|bestie|mate|buddy|roommate|flatmate|neighbou?r|colleague|coworker|boss|teacher|student|fianc[eé]e?|twin|twins|parents?|family|guest|customer|\\d+ year old|\\d+yo|\\d+ month old";
/** Somebody present: the writer, somebody of theirs, a person here, or a pronoun. */
const WHO = `(?:i|im|ive|id|we|weve|you|he|hes|she|shes|they|theyre|theyve|(?:some(?:body|one)|a (?:man|woman|guy|lady|person|child|kid)) (?:\\w+ )?(?:here|(?:next to|in front of|beside|near) (?:me|us)|at (?:my|our) \\w+|on the (?:street|train|bus|floor|plane))|(?:my|our|this|the) (?:\\w+ )?(?:${KIN})|${KIN})`;
const BE =
  "(?:am|is|are|was|s|m|has been|have been|been|has|have|keeps?|kept|started|suddenly|just|still|now|also|again|really|think|guess|might be|may be)";
const ING = `(?:${BE} )*`;
const CANT =
  "(?:cant|cannot|can not|couldnt|could not|can barely|can hardly|barely|hardly|unable to|not able to|wont|isnt able to)";
const HIS = "(?:my|his|her|their|the|our)";
const SUDDEN =
  "(?:suddenly|sudden|all of a sudden|out of nowhere|just now|from one (?:minute|second|moment))";

const p = (...sources: string[]): RegExp[] => sources.map((source) => new RegExp(`\\b${source}`));

const SUICIDE = p(
  "(?:kill|killing|hurt|hurting|harm|harming|hang|hanging|shoot|shooting|cutting|cut|drown|stab|end|ending|(?<!(?:it|this|that|them|one|mole|spot|wart|thing) )off|offing|unalive) (?:myself|himself|herself|themselves)\\b(?! (?:while|when) (?:cooking|shaving|working))",
  "(?:dont|do not|doesnt|no longer|cant|not) (?:really |even |actually )?(?:want to|wanna|wants? to|wish to) (?:live|be alive|exist|wake up|be here|go on)\\b",
  `(?:end|ending|take|taking|ended?) ${HIS}(?: own)? life\\b`,
  "(?:i|he|she|they)(?:d|m| am| just| really| only| sometimes| wish i could| ready to| hope i| plan to| would| will)* (?:want|wants|wanna|wish|rather|ready|hope|plan|planning|going)(?: to| i could| i would| i was| i were)? (?:die|be dead|dead|disappear forever|end it(?: all)?|never wake up|not wake up|not be here|jump off|jump in front|hang|overdose)\\b",
  "wish(?:es)? (?:i|he|she) (?:was|were|would be|wasnt|werent|had never been) (?:dead|alive|born)\\b",
  "(?:(?<!not )(?:feel|feeling|im|am|is|are|hes|shes|been)) (?:(?!not|never|no)\\w+ )?suicidal\\b",
  "(?:thinking|thought|think|thoughts|planning|plan) (?:\\w+ )?(?:about|of|on|for) (?:\\w+ )?(?:suicide|killing|ending it|ending my|dying|jumping)\\b",
  "better off (?:dead|without me|if i (?:was|were) (?:dead|gone))\\b",
  "(?:no|any|much|see a|see the|see any) (?:\\w+ )?(?:point|reason|sense) (?:in|to|of|for) (?:\\w+ )?(?:living|live|life|being here|being alive)\\b",
  "no (?:point|reason|sense) (?:in |to )?(?:going on|carrying on|continuing)\\b",
  "life (?:\\w+ )?(?:isnt|is not|not|has no|no longer) (?:\\w+ )?(?:worth|meaning|living|point)\\b",
  "ending it all\\b",
  "end it all\\b",
  "(?:disappear|sleep) forever\\b",
  "want it all to (?:end|stop)\\b",
  "goodbye (?:letter|note)\\b|suicide (?:note|plan|attempt tonight)\\b",
  "(?:ill|i will|im going to|im gonna|gonna|want to|wanna|rather|ready to) (?:just )?end it\\b",
  "(?:dont think|not sure) (?:i|he|she) (?:\\w+ )?(?:wants?|can|could) (?:to )?(?:be here|be alive|live|go on|keep going)\\b",
  "(?:nobody|no one|noone|everyone) (?:would|will|d) (?:\\w+ )?(?:miss me|notice if i)\\b",
  "(?:pills|gun|rope|knife|blade|noose) (?:\\w+ ){0,3}(?:in front of me|next to me|in my hand|ready)\\b",
  "(?:imagin\\w+|dream\\w*|thinking) (?:\\w+ )?(?:of |about )?(?:driving into|jumping (?:off|in front)|crashing)\\b",
  "threaten\\w* to (?:jump|kill|hang|die|do it)\\b",
  "wish (?:\\w+ ){0,3}never (?:wake|woke|woken) up\\b",
);

const CHEST = p(
  "(?:having|had|has|have|get|getting) (?:a|another|some kind of) (?:heart attack|cardiac arrest|coronary)\\b",
  `(?:clutch|grab|hold)(?:ing|s|es)? (?:at )?${HIS} chest\\b`,
  `${HIS} chest (?:\\w+ ){0,3}?(?:hurts?|hurting|aches?|aching|pains?|painful|tight|tightening|burns?|burning|kills?|killing|heavy|crushing|squeezing|feels)\\b`,
  "(?:pains?|ache|pressure|tightness|squeez\\w+|crush\\w+|burning|heaviness|weight|band)(?: \\w+){0,3} (?:in|on|across|over|through|around|behind|under) (?:(?:my|his|her|the) )?(?:chest|breastbone|sternum|ribcage|left breast)\\b",
  `heart (?:is |s )?(?:beat\\w*|racing|pounding|flutter\\w*|skip\\w*|going)\\b.*\\b(?:irregular\\w*|faint|pass out|mad|crazy|dizzy|collapse|breathe?|chest)\\b`,
  "pain (?:\\w+ ){0,4}(?:down|into|to|in) (?:my|his|her) (?:left arm|jaw)\\b",
  "chest\\b(?: \\w+){0,4} (?:hurts?|hurting|aches?|aching|painful|tight|burns?|burning|crushing|squeez\\w+)\\b",
  "(?:vice|elephant|brick|band|belt|weight)\\b(?: \\w+){0,4} chest\\b",
  "chest\\b(?: \\w+){0,4} (?:vice|elephant|brick)\\b",
  "crushing (?:feeling|pain|pressure)\\b",
  "angina\\b.*\\b(?:back|again|worse|spray|now)\\b",
  "(?:hurts?|pains?|aches?|aching)\\b(?: \\w+){0,6} (?:my|his|her) chest\\b",
  "chest (?:is |feels like (?:it is |its )?)?(?:explod\\w*|burst\\w*|caving|ripping)\\b",
);

const STROKE = p(
  "(?:having|had|has|have) (?:a|another) (?:mini )?(?:stroke|brain bleed|tia)\\b",
  `${HIS}(?: \\w+)? (?:face|mouth|smile|eyelid|cheek)(?: \\w+){0,3} (?:droop\\w*|hang\\w*|fell|falling|crooked|lopsided|dropp\\w*|numb|paraly[sz]ed|down|sagg\\w*|uneven)\\b`,
  "(?:speech|words|talking|talks?|speaks?|speaking|sentences)(?: \\w+){0,3} (?:slurr\\w*|garbled|wrong|jumbled|gibberish|funny|nonsense|scrambled)\\b",
  "(?:slurr\\w*|garbled) (?:\\w+ )?(?:speech|words)\\b",
  "(?:gibberish|slurring)\\b",
  `${SUDDEN}(?: \\w+){0,3} ${CANT} (?:\\w+ )?(?:speak|talk|move|lift|walk|find|feel|stand|understand|smile)\\b`,
  `${CANT} (?:\\w+ )?(?:speak|talk|walk|stand|smile) (?:\\w+ )?(?:properly|straight|right|anymore)\\b`,
  `${CANT} (?:move|lift|feel|raise|hold up) (?:(?:my|his|her|the) )?(?:left |right |whole |one )?(?:arm|leg|hand|side|body|legs|arms)\\b`,
  "(?:one|left|right) (?:side|arm|leg|half|hand)(?: \\w+){0,6} (?:numb|weak|paraly[sz]ed|limp|droop\\w*|tingl\\w*|dead|heavy)\\b",
  "half (?:of )?(?:my|his|her) (?:face|body)(?: \\w+){0,2} (?:numb|weak|paraly[sz]ed|droop\\w*|limp)\\b",
  `${SUDDEN}\\b.*\\b(?:numb|weak|paraly[sz]ed|confused|dizzy)\\b.*\\b(?:side|arm|leg|face|speech|speak|talk)\\b`,
  "(?:numb|weak|paraly[sz]ed)(?:ness)?\\b(?: \\w+){0,6} (?:side|arm and leg|half)\\b(?=.*\\b(?:sudden\\w*|now|minutes|this morning|today|an hour|woke)\\b)",
  "(?:worst|thunderclap) headache\\b",
  "headache (?:\\w+ ){0,3}(?:of (?:my|his|her) life|like a (?:thunderclap|explosion|hammer))\\b",
  "(?:face|mouth|smile|eyelid|cheek)(?: \\w+){0,3} (?:droop\\w*|hanging|crooked|lopsided|saggy|sagging|uneven)\\b",
  "(?:arm|leg|hand|side|fingers)(?: \\w+){0,2} (?:went|gone|goes|is|has gone|feels?) (?:\\w+ )?(?:limp|numb|dead|weak|paraly[sz]ed)\\b",
  `${CANT} (?:say|remember|recognise|recognize) (?:my|his|her|our) (?:own )?(?:name|face)\\b`,
  "(?:spinning|dizzy)\\b.*\\b(?:speech|double|numb|weak|swallow)\\b",
  "(?:face|mouth)(?: \\w+){0,2} (?:twisted|distorted|pulled)\\b",
  `${CANT} (?:find|get out) (?:my|his|her|the|any|their) words\\b`,
  "(?:arm|leg|hand)\\b(?: \\w+){0,2} (?:rubber|jelly|lead|asleep)\\b.*\\b(?:cant|cannot|hour|hours|minutes|since|dropp\\w*|hold)\\b",
);

const ANAPHYLAXIS = p(
  "(?:throat|tongue|lips?|face|airway|eyes and face)(?: \\w+){0,6} (?:clos\\w+|swell\\w*|swollen|tighten\\w*|tight|puff\\w+|blown up|ballooning)\\b",
  "(?:swell\\w*|swollen) (?:\\w+ ){0,2}(?:throat|tongue|lips?|face)\\b",
  "(?:going into|having|in|get) (?:an )?anaphyla\\w+",
  "(?:severe |bad |serious )?allergic reaction\\b.*\\b(?:swell\\w*|swallow|breath\\w*|throat|hives|dizzy|faint)\\b",
  "(?:stung|sting|peanuts?|shellfish|nuts?|antibiotics?|penicillin|bee|wasp)\\b.*\\b(?:hives|wheez\\w*|swell\\w*|swollen|throat|breathing|epipen|dizzy)\\b",
  "(?:ate|eaten|had|swallowed)\\b.*\\ballergic\\b",
  "epipen\\b.*\\b(?:home|expired|dont|havent|used|now|where)\\b",
  "hives\\b.*\\b(?:voice|hoarse|throat|breath\\w*|swollen|swelling|faint|contrast|everywhere)\\b",
  "(?:lips?|eyelids?|face|tongue)\\b.*\\b(?:blew up|blown up|balloons?|twice the size|double the size)\\b",
);

const BREATHING = p(
  `${WHO} (?:\\w+ )?${CANT} (?:\\w+ )?(?:breathe?|get (?:any |enough )?air|catch (?:my|his|her|their) breath|get (?:my|his|her) breath|finish a sentence)\\b`,
  "(?:struggl\\w+|fighting|gasping|hungry) (?:\\w+ )?(?:to breathe?|for (?:air|breath))\\b",
  `${WHO} ${ING}(?:\\w+ )?(?:short of breath|out of breath|breathless)\\b`,
  `${WHO} ${ING}(?:choking|suffocating|drowning)\\b`,
  "(?:feel|feels|feeling) like (?:\\w+ )?(?:suffocating|drowning|choking)\\b",
  `${WHO} (?:has |have |just |suddenly |s |is )*(?:stopped|stops|isnt|is not|not|arent) breathing\\b`,
  "(?:trouble|difficulty|difficulties|problems?|hard time|issues) (?:\\w+ )?breathing\\b",
  "breathing (?:is |s |gets |has become )?(?:\\w+ )?(?:difficult|hard|fast|shallow|laboured|labored|rapid|noisy|harder|heavy|worse)\\b",
  "(?:hard|harder|difficult|impossible) (?:for (?:me|him|her) )?to breathe?\\b",
  `${WHO} ${ING}wheez\\w+`,
  "(?:lips|face|fingers|hes|shes|he|she|skin|baby)(?: \\w+){0,3} (?:blue|grey and sweaty)\\b(?! eye)",
  "asthma\\b.*\\b(?:inhaler|attack|bad|worse|puffer)\\b",
  "inhaler\\b.*\\b(?:isnt|not|doesnt|nothing|empty|no longer)\\b",
  "stuck in (?:\\w+ )*(?:throat|windpipe|airway)\\b",
  "(?:airway|windpipe)(?: \\w+){0,3} (?:narrow\\w*|clos\\w+|block\\w*|shut\\w*)\\b",
  "\\b(?:cant|cannot|cant even) get (?:any |enough )?air\\b",
  "(?:panting|gasping)\\b",
  "ribs? (?:\\w+ )?(?:suck\\w*|pull\\w*) in\\b",
  "(?:swallowed|inhaled)\\b.*\\b(?:no sound|cant talk|cant cough|not breathing|blue|choking|silent)\\b",
);

const PREGNANCY = p(
  "(?:pregnant|my pregnancy)\\b.*\\b(?:bleed\\w*|blood|spotting|cramps?|terrible|severe|bad headache|seeing stars|belly pain|fainted|waters?|not moving|stopped moving|contractions|swollen)\\b",
  "(?:bleed\\w*|blood|severe pain|contractions)\\b.*\\bpregnant\\b",
  "(?:\\d+|my) (?:weeks?|wks?)\\b.*\\b(?:bleed\\w*|blood|(?:stopped|isnt|not|hasnt) mov\\w+|waters?|contractions)\\b",
  "waters? (?:\\w+ )?(?:broke|broken|breaking)\\b",
  `baby (?:hasnt|has not|isnt|is not|doesnt|stopped|has stopped) (?:\\w+ )?(?:mov\\w*|kick\\w*)\\b`,
  "miscarrying\\b|having a miscarriage\\b",
  "(?:spotting|bleeding|cramps?|contractions)\\b.*\\bat (?:\\w+) weeks\\b",
  "waters? (?:\\w+ )?(?:gone|went|leaking)\\b|\\bcord is (?:visible|out|showing)\\b",
);

const POISONING = p(
  `${WHO} ${ING}(?:took|taken|swallowed|ate|had|swallow|downed|popped) (?:\\w+ ){0,3}(?:too many|too much|whole bottle|bottle of|overdose|handful of|entire (?:pack|bottle|box)|all (?:of )?(?:my|his|her|the|their))\\b`,
  `${WHO} ${ING}(?:overdosed|od ?e?d|overdosing)\\b`,
  `${WHO} ${ING}(?:drank|drunk|swallowed|ate|eaten|licked|inhaled|got into|took) (?:\\w+ ){0,6}(?:bleach|antifreeze|detergent|cleaner|poison\\w*|pesticide|battery|batteries|magnets?|mushrooms?|berries|acid|lye|petrol|gasoline|pills|tablets|meds|medication)\\b(?! (?:as prescribed|every day|daily))`,
  "(?:alcohol|vodka|whiskey|drunk)\\b.*\\b(?:xanax|pills|benzos?|opioids?|oxy|tramadol)\\b",
  "carbon monoxide (?:alarm|detector|leak)\\b|gas leak\\b",
  "been poisoned\\b",
  "(?:took|taken|swallowed|ate|downed) (?:a |an |the |his |her |my |all )?(?:whole|entire|full) (?:bottle|box|pack|packet|strip|jar) of (?:\\w+ )?(?:pills?|tablets?|meds?|medic\\w+|painkillers?|antidepressants?|aspirin|tylenol|acetaminophen|\\w+(?:mol|fen|pam|lam|done|prine|pine))\\b",
  "(?:took|taken|had|taking) (?:an|another) overdose\\b",
  "(?:ate|drank|swallowed|eaten|drunk|got into|licked) (?:\\w+ ){0,4}(?:rat poison|methanol|ethanol|turpentine|antiseptic|perfume|nicotine|paint thinner|glue|weed killer|disinfectant)\\b",
  "(?:took|taken|swallowed|injected) (?:\\w+ ){0,3}(?:whole weeks?|weeks worth|double|triple|ten times|twice|all)\\b",
  "(?:insulin|morphine|fentanyl|heroin)\\b.*\\b(?:too much|overdose|ten times|by mistake|accident\\w*|wrong dose)\\b",
  "(?:accident\\w*|by mistake)\\b.*\\b(?:insulin|tablets|pills|injected|swallowed|drank)\\b",
  "(?:swallowed|took|taken|ate|downed) (?:\\w+ )?\\d+ \\w+",
  "(?:drank|ate|swallowed) (?:\\w+ ){0,3}(?:oil|fuel|polish|dishwasher|laundry|detergent|pods?|tabs)\\b",
);

const SEIZURE = p(
  `${WHO} ${ING}(?:having|had|has|in) (?:a |another )?(?:seizures?|fits?|convulsions?)\\b(?! (?:when|of|about|over|because))`,
  `${WHO} ${ING}(?:fitting|convulsing|seizing)\\b`,
  "(?:wont|not|cant) stop (?:shaking|jerking|convulsing|seizing|fitting|twitching)\\b",
  `(?:shaking|jerking|twitching) (?:uncontrollably|all over|violently)\\b`,
  "(?:foam\\w*|froth\\w*) (?:\\w+ )?(?:at|from) (?:the|his|her) mouth\\b",
  "eyes (?:\\w+ )?(?:rolled|rolling) (?:\\w+ )?back\\b",
);

const HEAD_SIGNS =
  "(?:vomit\\w*|throw\\w*|threw up|puk\\w*|drows\\w*|sleepy|confus\\w*|bleed\\w*|dizzy|blurr\\w*|passed out|pass(?:es|ing) out|blacked out|blacking out|unconscious|fluid|double|memory|not (?:moving|responding|coming round))";
const HEAD = p(
  `(?:hit|banged|bumped|knocked|smashed|cracked|injured|kicked|struck|punched)\\b.*\\bhead\\b.*\\b${HEAD_SIGNS}\\b`,
  `(?:fell|fallen|falling|fall|crash|crashed|accident|hit|thrown)\\b.*\\b(?:head|skull|window|car|stairs|ladder|headache|bike|horse)\\b.*\\b${HEAD_SIGNS}\\b`,
  `head (?:injury|trauma)\\b.*\\b${HEAD_SIGNS}\\b`,
  "(?:doesnt|does not|cant) (?:know|remember) (?:where|who|what day|his name|her name)\\b",
  "(?:one|left|right) (?:\\w+ )?(?:big|large|wide|dilated|bigger) pupil\\b|pupils? (?:\\w+ )?(?:different|unequal|uneven|bigger)\\b",
  "(?:forehead|head|skull)\\b(?: \\w+){0,3} (?:hit|hits|struck|smashed|landed)\\b.*\\b(?:asleep|vomit\\w*|confus\\w*|drows\\w*|blood|bleed\\w*)\\b",
);

const UNCONSCIOUS = p(
  `${WHO} (?:\\w+ ){0,8}?(?:wont|will not|doesnt|isnt|cant|not|cannot|didnt|hasnt) (?:be )?(?:wake|waking|woken|respond\\w*|awake|conscious|react\\w*|answer|answering|come round|coming round|come around|moving)\\b`,
  `${WHO} ${ING}(?:\\w+ )?(?:unconscious|unresponsive|passed out|not responding|not moving|lifeless|limp|floppy)\\b(?! (?:flyers?|leaflets?|papers?|copies|cards|sweets|forms))`,
  `${CANT} wake (?:him|her|them|my|up)\\b`,
  `${WHO} ${ING}(?:collapsed|fainted|blacked out|passed out)\\b(?! (?:flyers?|leaflets?|papers?|copies|cards|sweets|forms|the|two|some|into laughter))`,
  "(?:about to|going to|gonna) (?:pass out|faint|collapse|black out)\\b",
  "no pulse\\b",
  "(?:lying|lies) on the (?:floor|ground)\\b",
  "(?:electrocuted|electric shock|struck by lightning|nearly drowned|drowning)\\b",
  `${CANT} (?:rouse|awaken|get (?:him|her|them) (?:to wake|awake|up))\\b`,
  "found (?:\\w+ ){1,3}on the (?:\\w+ )?(?:floor|ground|bathroom floor|kitchen floor|stairs)\\b",
);

const VISION = p(
  `${SUDDEN}(?: \\w+){0,5} ${CANT} see\\b`,
  `(?:lost|losing|lose) (?:\\w+ ){0,3}(?:vision|sight|eyesight|field of (?:view|vision))\\b`,
  "curtain (?:\\w+ ){0,4}(?:over|across|in|down)\\b",
  `(?:${SUDDEN}|now|just|today)\\b.*\\b(?:went|gone|going|turned|is) (?:\\w+ )?(?:blind|dark|black)\\b`,
  `\\b(?:went|gone|going|turned) (?:\\w+ )?(?:blind|dark|black)\\b.*\\b(?:${SUDDEN}|now|today|this morning)\\b`,
  "eye\\b(?: \\w+){0,4} (?:suddenly )?(?:went|gone|turned) (?:\\w+ )?(?:blind|dark|black)\\b",
  "(?:flashes|floaters)\\b.*\\b(?:shadow|curtain|vision|cant see|dark)\\b",
  `(?:in|into) (?:my|his|her) eyes?\\b.*\\b(?:${CANT} see|burns?|burning|blind)\\b`,
  `${CANT} see (?:\\w+ ){0,3}(?:out of|from|with|in|on) (?:(?:my|his|her|one) )?(?:\\w+ )?(?:eye|eyes|side)\\b`,
  "(?:only see|see only|just see) (?:black|dark|grey|shadows)\\b(?! \\w*(?:soup|blob|blobs|dots?|spots?|stuff|mess|areas?|patch\\w*|and white))",
  `(?:vision|sight) (?:\\w+ )?(?:went|is|has gone|suddenly) (?:\\w+ )?(?:double|black|dark|gone|blurry)\\b.*\\b(?:sudden\\w*|now|this morning|today|hour|minutes|walk)\\b`,
  "eye\\b(?: \\w+){0,5} (?:totally|completely|all|only|just)? ?(?:black|blind|dark)\\b(?=.*\\b(?:since|now|today|sudden\\w*|hour|minutes|this)\\b)",
  "(?:veil|shade|shadow|curtain|fog)\\b(?: \\w+){0,4} eye\\b",
  "(?:acid|bleach|lye|lime|cement|chemicals?|cleaner|solvent|drain cleaner)\\b(?: \\w+){0,4} (?:in|into) (?:my|his|her|the) eyes?\\b",
  "(?:blurry|black|dark|blind)\\b(?: \\w+){0,4} (?:one|left|right|my) eye\\b(?=.*\\b(?:ago|now|since|sudden\\w*|today)\\b)",
);

const BLEEDING = p(
  `${WHO} (?:\\w+ ){0,4}?bleed(?:ing|s)? (?:\\w+ ){0,6}?(?:heavily|badly|out|a lot|so much|profusely|like crazy|to death|nonstop|everywhere)\\b`,
  "(?:bleeding|bleed|nosebleed|nose ?bleed)\\b(?: \\w+){0,4} (?:wont|doesnt|does not|will not|isnt|not|cant be|never|hasnt|has not|didnt|for hours?) ?(?:stop\\w*|slow\\w*|$)",
  "(?:wont|doesnt|does not|will not|cant|hasnt) (?:\\w+ )?stop(?:ped)? (?:the )?bleed\\w*",
  "nose ?bleed\\b.*\\bhours?\\b",
  "blood(?: \\w+){0,2} (?:pour|spurt|gush|squirt|stream)\\w*",
  "(?:pour|spurt|gush|squirt|stream)\\w*(?: \\w+){0,2} blood\\b",
  "blood (?:is |s )?(?:everywhere|all over)\\b",
  "(?:vomit\\w*|throw\\w* up|threw up|cough\\w*(?: up)?|puk\\w*|spit\\w*(?: up)?|spat) (?:\\w+ ){0,2}blood\\b(?! test)",
  "(?:losing|lost) (?:\\w+ ){0,3}blood\\b",
  "(?:a lot of|lots of|much|so much|bright red|heaps of) blood\\b",
  "(?:stools?|poo|poop|rectum|bowels?|toilet)\\b.*\\b(?:tar|tarry|black|blood|bleeding)\\b.*\\b(?:dizzy|faint|weak|lot|since|pale)\\b",
  "bleeding (?:\\w+ ){0,2}from (?:my|his|her|the) (?:\\w+ )?(?:rectum|bottom|ears?|mouth|wound|neck|stab\\w*)\\b",
  "cut (?:\\w+ ){0,2}(?:artery|vein|wrists?|throat)\\b",
  "(?:stabbed|shot|gunshot)\\b",
  "soak\\w* (?:\\w+ ){0,3}(?:pads?|towels?|bandages?|dressings?|tampons?|sheets?)\\b",
  "blood (?:keeps|kept|is still) (?:coming|running|dripping|flowing)\\b",
  "fresh blood\\b",
  "(?:wound|cut|stitches|scar|incision)\\b(?: \\w+){0,4} (?:gushing|burst|ripped|wide open|reopened)\\b",
  "bleeding (?:\\w+ ){0,3}(?:hours?|nonstop|all (?:day|night|morning))\\b",
);

const MENINGITIS = p(
  "neck\\b.*\\bstiff\\b.*\\b(?:fever|rash|light|temperature|bend)\\b",
  "stiff neck\\b.*\\b(?:fever|rash|light|temperature)\\b",
  "fever\\b.*\\b(?:stiff neck|neck (?:is |s )?(?:\\w+ )?stiff|purple spots|rash that|floppy)\\b",
  "(?:purple spots|rash)\\b.*\\bfever\\b",
  "rash (?:\\w+ )*(?:doesnt|does not|wont|not) (?:fade|disappear|blanch)\\b",
  "(?:baby|newborn|infant|toddler)\\b.*\\b(?:floppy|wont feed|wont drink|cant be woken|burning up|bulging)\\b",
);

const ABDOMEN = p(
  "(?:unbearable|excruciating|worst|agonising|agonizing|sudden severe|terrible|horrible) (?:\\w+ )?(?:stomach|belly|abdominal|tummy|abdomen|testicle|testicular) (?:pain|ache|cramps?)\\b",
  "(?:belly|stomach|abdomen) (?:is |feels )?(?:\\w+ )?(?:hard|rigid) (?:as|like)\\b",
  "(?:tearing|ripping) pain\\b",
);

/** Patterns over text in lower case without apostrophes, by kind, in the order of trial. */
export const OWN: readonly (readonly [EmergencyKind, readonly RegExp[]])[] = [
  ["suicide", SUICIDE],
  ["pregnancy", PREGNANCY],
  ["chest-pain", CHEST],
  ["stroke", STROKE],
  ["anaphylaxis", ANAPHYLAXIS],
  ["breathing", BREATHING],
  ["poisoning", POISONING],
  ["seizure", SEIZURE],
  ["head-injury", HEAD],
  ["meningitis", MENINGITIS],
  ["unconscious", UNCONSCIOUS],
  ["vision-loss", VISION],
  ["bleeding", BLEEDING],
  ["abdomen", ABDOMEN],
  [
    "other",
    p("(?:think|feel like|believe|afraid) (?:that )?(?:im|i am|hes|shes|he is|she is) dying\\b"),
  ],
];

/** Symptoms without a subject; they need one in the same sentence, or to open it. */
export const BARE: readonly (readonly [EmergencyKind, RegExp])[] = [
  ["chest-pain", /\bchest (?:pains?|tightness|pressure|discomfort)\b|\bpains? in chest\b/],
  ["breathing", /\b(?:short(?:ness)? of breath|cant breathe?)\b/],
];
