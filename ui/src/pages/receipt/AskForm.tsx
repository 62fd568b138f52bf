/** Asks who would pay for a use: a person, a service or agent, a time. What was asked is in the address. */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { ProblemBar } from "../../components/ProblemBar";
import type { Choice } from "../../components/SearchPicker";
import type { ServiceKey } from "../../generated/ServiceKey";
import { testId } from "../../testIds";
import { Fields } from "../estimate/Calculator";
import { ChoiceField, TextField } from "../estimate/fields";
import { useForm, type Values } from "../estimate/useForm";
import { PersonField } from "../usage/PersonField";
import { Receipt } from "./Receipt";
import { SERVICES } from "./services";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
});

const NOTHING: Values = {
  user: "",
  name: "",
  service: "copilotChat",
  agent: "",
  environment: "",
  quantity: "1",
  at: "",
};

export function AskForm() {
  const styles = useStyles();
  const { address } = useAddress();
  const asked = { ...NOTHING, ...address.ask };
  const wasAsked = asked.user !== "";
  const receipt = useRead("usage_receipt", requestOf(asked), { enabled: wasAsked });
  const { form, element, problem, calculate } = useForm(asked, receipt.error);
  const [missing, setMissing] = useState(false);
  const { user = "", name = "" } = form.values;
  const picked: Choice | undefined = user === "" ? undefined : { id: user, label: name };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(user === "");
    if (user !== "") {
      calculate();
    }
  };
  return (
    <>
      <form ref={element} onSubmit={submit} noValidate className={styles.form}>
        <Fields>
          <PersonField
            error={missing && !picked ? "Choose a person." : form.errorOf("user")}
            picked={picked}
            onPick={(person) => form.set({ user: person?.id ?? "", name: person?.label ?? "" })}
          />
          <ChoiceField form={form} name="service" label="Service" options={SERVICES} />
          <TextField form={form} name="agent" label="Agent" hint="Optional" optional />
          <TextField form={form} name="environment" label="Environment" hint="Optional" optional />
          <TextField form={form} name="quantity" label="How many prompts" />
          <TextField form={form} name="at" label="Time" hint="Empty: now. Or 2026-11-17T10:00:00Z" optional />
        </Fields>
        <Button appearance="primary" type="submit" data-testid={testId("receipt-ask")}>
          Show who pays
        </Button>
      </form>
      <ProblemBar problem={problem} />
      {/* The region stays, so that screen readers notice what comes into it. */}
      <div role="status" data-testid={testId("receipt-told")}>
        {receipt.data && !problem ? receipt.data.summary : ""}
      </div>
      {receipt.data && <Receipt receipt={receipt.data} level={3} />}
    </>
  );
}

function requestOf({ user, service, agent = "", environment = "", quantity = "", at = "" }: Values) {
  return {
    user,
    service: service as ServiceKey,
    quantity,
    ...(agent.trim() && { agent: agent.trim() }),
    ...(environment.trim() && { environment: environment.trim() }),
    ...(at.trim() && { at: at.trim() }),
  };
}
