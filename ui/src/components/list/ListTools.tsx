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
import { ColumnEditRegular } from "@fluentui/react-icons";
import type { Problem } from "../../api/problem";
import { testId } from "../../testIds";
import { ExportButton, type WrittenList } from "./ExportButton";
import type { ShownColumns } from "./useShownColumns";

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
      <ExportButton
        label={label}
        written={written}
        columns={columns.shown.filter(({ buttons }) => !buttons).map(({ key }) => key)}
        onProblem={onProblem}
      />
    </div>
  );
}
