"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** Where an element is scrolled to and how much of it can be seen, in CSS pixels. */
export function useScrollWindow() {
  const ref = useRef<HTMLElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 1200 });
  const measure = useCallback(() => {
    const element = ref.current;
    if (element === null) return;
    const { scrollTop: top, clientHeight: height } = element;
    setPlace((before) =>
      before.top === top && before.height === height ? before : { top, height },
    );
  }, []);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [measure]);
  return { ref, ...place };
}
