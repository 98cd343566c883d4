/** One server-sent event: its id (empty when it has none) and its data. */
export type ServerEvent = { id: string; data: string };

/**
 * Makes a reader of a server-sent event stream. Feed it text as it arrives, cut anywhere; it
 * answers the events that are whole. Comments (heartbeats) are dropped.
 */
export function createEventReader(): (text: string) => ServerEvent[] {
  let rest = "";
  let id = "";
  let data: string[] = [];

  const readLine = (line: string): ServerEvent | null => {
    if (line === "") {
      const event = data.length > 0 ? { id, data: data.join("\n") } : null;
      id = "";
      data = [];
      return event;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "id") id = value;
    return null;
  };

  return (text) => {
    const events: ServerEvent[] = [];
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = readLine(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (event !== null) events.push(event);
    }
    return events;
  };
}
