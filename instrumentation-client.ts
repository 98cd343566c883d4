import { config } from "zod";

// zod tries whether it may write code at run time, which the pages' policy refuses and reports
config({ jitless: true });
