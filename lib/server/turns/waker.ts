import "server-only";

/** A bell that remembers that it rang: a ring between two waits ends the next wait at once. */
export class Waker {
  private rung = false;
  private resolve: ((woken: boolean) => void) | null = null;

  wake(): void {
    this.rung = true;
    this.resolve?.(true);
  }

  /** Resolves true when woken, false when `ms` passed without. */
  async wait(ms: number): Promise<boolean> {
    if (!this.rung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<boolean>((resolve) => {
        this.resolve = resolve;
        timer = setTimeout(() => resolve(false), ms);
      });
      clearTimeout(timer);
      this.resolve = null;
    }
    const woken = this.rung;
    this.rung = false;
    return woken;
  }
}
