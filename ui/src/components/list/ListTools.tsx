/** What every list can do besides: choose its columns, and be written into a file as it is shown, all pages of it. */
import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular, ColumnEditRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { call, chooseFileToWrite } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { ListKey } from "../../generated/ListKey";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { useNotices } from "../Notices";
import type { ShownColumns } from "./useShownColumns";

/** A list as the program writes it: its name there, and what it was asked for. */
export interface WrittenList {
  list: ListKey;
  request: Record<string, unknown>;
}

interface ListToolsProps<Row> {
  label: string;
  columns: ShownColumns<Row>;
  written: WrittenList;
  onProblem(problem: Problem | null): void;
}

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalXS },
});

export function ListTools<Row>({ label, columns, written, onProblem }: ListToolsProps<Row>) {
  const styles = useStyles();
  const { actorId } = useActor();
  const { say } = useNotices();
  const [writing, setWriting] = useState(false);

  async function write() {
    if (writing) {
      return;
    }
    setWriting(true);
    onProblem(null);
    try {
      const chosen = await chooseFileToWrite(`${label.toLowerCase().replace(/[^a-z0-9 -]/g, "")}.csv`);
      if (chosen) {
        const keys = columns.shown.filter(({ buttons }) => !buttons).map(({ key }) => key);
        const done = await call("list_export", { ...written, columns: keys, file: chosen.file }, actorId);
        const rows = formatQuantity(done.rows, "row", "rows");
        say(`"${done.fileName}" was written: ${rows}, as of ${formatInstant(done.asOf)}.`);
      }
    } catch (rejection) {
      onProblem(toProblem(rejection));
    }
    setWriting(false);
  }

  const shown = columns.choices.filter(columns.isShown).map(({ key }) => key);
  return (
    <div className={styles.tools}>
      <Menu
        inline
        checkedValues={{ columns: shown }}
        onCheckedValueChange={(_, { checkedItems }) => columns.show(checkedItems)}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<ColumnEditRegular />}
            data-testid={testId("list-columns-<name>", { name: written.list })}
          >
            Choose columns
          </Button>
        </MenuTrigger>
        <MenuPopover style={{ zIndex: tokens.zIndexPopup }}>
          <MenuList>
            {columns.choices.map(({ key, label: heading }) => (
              <MenuItemCheckbox
                key={key}
                name="columns"
                value={key}
                data-testid={testId("list-column-<column>", { column: key })}
              >
                {heading}
              </MenuItemCheckbox>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabledFocusable={writing}
        onClick={() => void write()}
        data-testid={testId("list-export-<name>", { name: written.list })}
      >
        Export
      </Button>
    </div>
  );
}
