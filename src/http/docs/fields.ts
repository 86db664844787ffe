/** What the page reads of a JSON Schema. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** The fields of an object, of what a list holds, or of every object that may stand here, each name once. */
export function fieldsOf(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>): Field[] {
  if (schema.$ref !== undefined) return fieldsOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas);
  if (schema.items !== undefined) return fieldsOf(schema.items, schemas);
  const members = schema.anyOf ?? schema.allOf;
  if (members !== undefined) {
    const fields = members.flatMap(member => fieldsOf(member, schemas));
    const always = (name: string): boolean =>
      members.every(member => fieldsOf(member, schemas).some(field => field.name === name && field.required));
    return fields
      .filter(({ name }, i) => fields.findIndex(field => field.name === name) === i)
      .map(field => ({ ...field, required: always(field.name) }));
  }
  return Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    name,
    required: schema.required?.includes(name) ?? false,
    schema: inner,
  }));
}
