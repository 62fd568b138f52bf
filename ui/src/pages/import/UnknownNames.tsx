/** What else a file names and the workbook doesn't have, and what of it comes into the workbook first. */
import { Checkbox, Text } from "@fluentui/react-components";
import type { ImportUnknown } from "../../generated/ImportUnknown";
import type { ImportUnknownOf } from "../../generated/ImportUnknownOf";
import { formatCount, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

/** What is added first where it is wanted. */
export interface Added {
  addEnvironments?: boolean;
  addAgents?: boolean;
}

interface Kind {
  one: string;
  many: string;
  /** Policies and plans are a set-up that no file tells. */
  add?: { choice: keyof Added; label: string };
  instead?: string;
}

const KINDS: Record<ImportUnknownOf, Kind> = {
  environments: {
    one: "environment",
    many: "environments",
    add: { choice: "addEnvironments", label: "Add them first, as production environments" },
  },
  agents: {
    one: "agent",
    many: "agents",
    add: { choice: "addAgents", label: "Add them first, as custom agents of their environments" },
  },
  policies: {
    one: "billing policy or plan",
    many: "billing policies or plans",
    instead: "Set them up under the same names to have them side by side with what is settled here.",
  },
};

/** The same of several files: no name twice. Where not all are shown, the largest file's number is the least. */
export function together(all: ImportUnknown[]): ImportUnknown[] {
  return (Object.keys(KINDS) as ImportUnknownOf[]).flatMap((of) => {
    const found = all.filter((unknown) => unknown.of === of);
    const names = [...new Set(found.flatMap((unknown) => unknown.names))];
    const count = Math.max(names.length, ...found.map((unknown) => unknown.count));
    return found.length > 0 ? [{ of, names, count }] : [];
  });
}

interface UnknownNamesProps {
  unknown: ImportUnknown[];
  added: Added;
  onChange(added: Added): void;
}

export function UnknownNames({ unknown, added, onChange }: UnknownNamesProps) {
  return unknown.map(({ of, count, names }) => {
    const { one, many, add, instead } = KINDS[of];
    const more = count - names.length;
    return (
      <div key={of} data-value={count} data-testid={testId("import-unknown-<kind>", { kind: of })}>
        <Text block>
          This workbook does not have {formatQuantity(count, one, many)} of the file: {names.join(", ")}
          {more > 0 && ` and ${formatCount(more)} more`}. {instead}
        </Text>
        {add && (
          <Checkbox
            label={add.label}
            checked={added[add.choice] ?? false}
            onChange={(_, { checked }) => onChange({ ...added, [add.choice]: checked === true })}
            data-testid={testId("import-add-<kind>", { kind: of })}
          />
        )}
      </div>
    );
  });
}
