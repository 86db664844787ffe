/** Makes something costly once for all who ask, and keeps it. What failed is made anew for the next who asks. */
export type Once = <Value>(make: () => Promise<Value>) => () => Promise<Value>;

/** Whoever asks while it is being made waits for the same promise. */
export const once: Once = <Value>(make: () => Promise<Value>) => {
  let making: Promise<Value> | undefined;
  return () => {
    if (making === undefined) {
      making = make();
      making.catch(() => {
        making = undefined;
      });
    }
    return making;
  };
};
