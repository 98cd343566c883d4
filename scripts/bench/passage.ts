const SENTENCES = [
  "The shelf by the window holds seven blue cups and a jar of dried leaves.",
  "In the morning the tram is full, but after nine there is always a seat.",
  "She wrote the address on a card and put it under the lamp.",
  "Nobody remembers who planted the pear tree behind the old station.",
  "Two rivers meet below the town, one brown and one green.",
  "The clock in the hall has been slow since the last winter.",
];

/** Plain text of about this many tokens, another for each number, so that nothing is remembered. */
export function passageOf(tokens: number, number: number): string {
  const text: string[] = [`Note ${number}.`];
  // our sentences have about 15 tokens each
  for (let i = 0; i < Math.round(tokens / 15); i += 1) {
    text.push(SENTENCES[(i + number) % SENTENCES.length] ?? "");
  }
  return text.join(" ");
}
