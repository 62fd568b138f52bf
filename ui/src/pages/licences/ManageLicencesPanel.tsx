/** Manage product licenses: of one or many people, what they have directly and what they inherit, and their usage location. */
import {
  Checkbox,
  Field,
  FieldContextProvider,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { LicenceProduct } from "../../generated/LicenceProduct";
import type { UserLicencesView } from "../../generated/UserLicencesView";
import type { UserProductRow } from "../../generated/UserProductRow";
import { formatCountry, formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const useStyles = makeStyles({
  products: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  product: { display: "flex", flexDirection: "column", listStyleType: "none" },
  note: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    paddingLeft: tokens.spacingHorizontalXXXL,
  },
});

const FIELDS = ["users", "products", "usageLocation"] as const;

type Checked = boolean | "mixed";

function heldBy({ direct }: UserProductRow, people: number): Checked {
  return direct === 0 ? false : direct === people || "mixed";
}

export function ManageLicencesPanel({ users, onClose }: { users: string[]; onClose(): void }) {
  const view = useRead("user_licences_get", { users });
  const [ticks, setTicks] = useState<Partial<Record<LicenceProduct, boolean>>>({});
  const [location, setLocation] = useState<string>();
  const form = useFieldErrors(FIELDS);
  const act = useAct("user_licences_set");
  const { say } = useNotices();
  const products = view.data?.products ?? [];
  const wanted = (value: boolean) =>
    products
      .filter((row) => ticks[row.product] === value && heldBy(row, users.length) !== value)
      .map(({ product }) => product);
  const request = {
    users,
    add: wanted(true),
    remove: wanted(false),
    ...(location !== undefined && location !== presentLocation(view.data) && { usageLocation: location }),
  };
  const changes = request.add.length > 0 || request.remove.length > 0 || request.usageLocation !== undefined;
  const preview = usePreview("user_licences_set", request, { enabled: changes && (act.isIdle || act.isError) });
  const effects: string[] = changes ? (preview.data?.effects ?? []) : [];
  const refused = changes && !form.problem ? preview.error : null;
  const field = FIELDS.find((name) => name === refused?.field);
  const error = (name: (typeof FIELDS)[number]) =>
    form.errors[name] ?? (field === name && refused ? refused : undefined);
  const save = () =>
    form.run(changes ? {} : { products: "Tick or clear a product, or change the usage location." }, async () => {
      const { effects: done } = await act.mutateAsync(request);
      say(done.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="manage-licenses"
      title={titleOf(view.data, users.length)}
      saveLabel="Save changes"
      article="studioLicences"
      dirty={changes}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      {view.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={view.error} onRetry={() => view.refetch()} />
      {view.data && (
        <>
          {view.data.missing && <Text data-testid={testId("licenses-missing")}>{view.data.missing}</Text>}
          <Text data-testid={testId("licenses-people")}>{peopleOf(view.data)}</Text>
          <Field
            label="Usage location"
            hint="Two letters of a country or region. A license is assigned directly only where one is set."
            validationMessage={fieldMessage(error("usageLocation"))}
          >
            <Input
              value={location ?? presentLocation(view.data) ?? ""}
              placeholder={users.length > 1 ? "As it is" : "Not set"}
              onChange={(_, { value }) => {
                setLocation(value);
                form.clear("usageLocation");
              }}
              data-testid={testId("licenses-location")}
            />
          </Field>
          <Products
            view={view.data}
            ticks={ticks}
            message={fieldMessage(error("products") ?? error("users"))}
            onTick={(product, checked) => {
              setTicks({ ...ticks, [product]: checked });
              form.clear("products");
            }}
          />
          <ProblemBar problem={field ? null : refused} />
          {effects.length > 0 && (
            <ul data-testid={testId("licenses-effects")}>
              {effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </FormPanel>
  );
}

function presentLocation(view: UserLicencesView | undefined): string | undefined {
  const [first, ...others] = view?.people ?? [];
  const same = others.every(({ usageLocation }) => usageLocation === first?.usageLocation);
  return (same && first?.usageLocation) || undefined;
}

function titleOf(view: UserLicencesView | undefined, count: number): string {
  const [only] = view?.people ?? [];
  return only && count === 1
    ? `Manage product licenses of ${only.displayName}`
    : `Manage product licenses of ${formatQuantity(count, "person", "people")}`;
}

function peopleOf({ people }: UserLicencesView): string {
  const names = people.slice(0, 3).map(({ displayName, userPrincipalName, usageLocation }) => {
    const place = usageLocation ? formatCountry(usageLocation) : "no usage location";
    return `${displayName} (${userPrincipalName}, ${place})`;
  });
  const more = people.length - names.length;
  return formatList(more > 0 ? [...names, `${more} more`] : names);
}

interface ProductsProps {
  view: UserLicencesView;
  ticks: Partial<Record<LicenceProduct, boolean>>;
  message: ReturnType<typeof fieldMessage>;
  onTick(product: LicenceProduct, checked: boolean): void;
}

function Products({ view, ticks, message, onTick }: ProductsProps) {
  const styles = useStyles();
  const count = view.people.length;
  return (
    <Field label="Licenses" validationMessage={message}>
      <ul className={styles.products}>
        {/* Each box has its own name; that of the field stands for all of them. */}
        <FieldContextProvider value={undefined}>
          {view.products.map((row) => (
            <li key={row.product} className={styles.product}>
              <Checkbox
                label={row.name}
                checked={ticks[row.product] ?? heldBy(row, count)}
                onChange={(_, { checked }) => onTick(row.product, checked === true)}
                data-testid={testId("licenses-tick-<product>", row)}
              />
              <Text className={styles.note}>
                {row.available} of {formatQuantity(row.owned, "license", "licenses")} available.
                {count > 1 && ` ${row.holders} of ${count} people have it.`}
                {row.inheritedFrom.length > 0 && ` Inherited from ${formatList(row.inheritedFrom)}: change it there.`}
                {row.direct > 0 && row.inheritedFrom.length > 0 && " Direct and inherited take one license."}
              </Text>
              {row.failures.map((failure) => (
                <Text key={failure} className={styles.note}>
                  {failure}
                </Text>
              ))}
            </li>
          ))}
        </FieldContextProvider>
      </ul>
    </Field>
  );
}
