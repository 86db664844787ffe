export const judgedRow = async (v: object): Promise<object> => v;
