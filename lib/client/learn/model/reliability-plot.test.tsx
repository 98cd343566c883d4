// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { ReliabilityPlot } from "@/lib/client/learn/model/reliability-plot";

afterEach(cleanup);

const bins = [
  { low: 0.6, high: 0.8, n: 10, confidence: 0.7, accuracy: 0.5 },
  { low: 0.8, high: 1, n: 1234, confidence: 0.95, accuracy: 0.9 },
];

it("the plot has a name and a description, and each dot's numbers stand in a table", () => {
  render(<ReliabilityPlot bins={bins} of="head MRI" />);
  const plot = screen.getByRole("img", { name: /^Reliability of the labels: head MRI/ });
  expect(plot.querySelectorAll("circle")).toHaveLength(bins.length);
  expect(plot.querySelector("desc")?.textContent).toContain("dashed line");
  const rows = within(screen.getByRole("table", { hidden: true })).getAllByRole("row", {
    hidden: true,
  });
  expect(rows.map((row) => row.textContent)).toEqual([
    "It gaveShare rightPictures",
    "0.60 to 0.800.5010",
    "0.80 to 1.000.901,234",
  ]);
});
