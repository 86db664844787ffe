export const saveFile = (a: string, b: string, c: string): void => {
  console.log(a, b, c);
};
