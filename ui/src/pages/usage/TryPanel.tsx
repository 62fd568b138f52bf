/** Sends a prompt as somebody, to see what they see, what it costs, who pays and why. */
import { Button, Dropdown, Field, Input, Option } from "@fluentui/react-components";
import { type FormEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../api/call";
import { useAct, useRead } from "../../api/hooks";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { focusFirstError } from "../../components/focusFirstError";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { Choice } from "../../components/SearchPicker";
import { Tag } from "../../components/Tag";
import type { ServiceKey } from "../../generated/ServiceKey";
import type { UsageTried } from "../../generated/UsageTried";
import { testId } from "../../testIds";
import { PersonField } from "./PersonField";
import { TryResult } from "./TryResult";

interface Result {
  tried: UsageTried;
  isPreview: boolean;
}

export function TryPanel({ onClose }: { onClose(): void }) {
  const { actorId } = useActor();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const services = useRead("service_list", {});
  const send = useAct("usage_try");
  const [person, setPerson] = useState<Choice>();
  const [service, setService] = useState<ServiceKey>();
  const [agent, setAgent] = useState("");
  const [environment, setEnvironment] = useState("");
  const [quantity, setQuantity] = useState("1");
  const [checked, setChecked] = useState(false);
  const [result, setResult] = useState<Result>();
  const [problem, setProblem] = useState<Problem>();

  const errorOf = (field: string): FieldError | undefined => (problem?.field === field ? problem : undefined);
  const personError = checked && !person ? "Choose a person." : errorOf("user");
  const serviceError = checked && !service ? "Choose a service." : errorOf("service");

  async function run(isPreview: boolean) {
    flushSync(() => {
      setChecked(true);
      setResult(undefined);
      setProblem(undefined);
    });
    if (!person || !service) {
      focusFirstError(form.current);
      return;
    }
    const request = {
      user: person.id,
      service,
      quantity,
      ...(agent.trim() && { agent: agent.trim() }),
      ...(environment.trim() && { environment: environment.trim() }),
    };
    try {
      const tried = isPreview
        ? await call("usage_try", { ...request, preview: true }, actorId)
        : await send.mutateAsync(request);
      setResult({ tried, isPreview });
    } catch (rejection) {
      flushSync(() => setProblem(toProblem(rejection)));
      focusFirstError(form.current);
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(false);
  };

  return (
    <SidePanel
      id="try"
      title={
        <>
          Send a prompt <Tag kind="onlyHere" />
        </>
      }
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" type="submit" form={formId} data-testid={testId("try-send")}>
            Send
          </Button>
          <Button onClick={() => run(true)} data-testid={testId("try-preview")}>
            See what would happen
          </Button>
          <Button appearance="subtle" onClick={onClose} data-testid={testId("try-close")}>
            Close
          </Button>
        </>
      }
    >
      <form id={formId} ref={form} onSubmit={submit} noValidate style={{ display: "contents" }}>
        <PersonField error={personError} picked={person} onPick={setPerson} />
        <Field label="Service" required validationMessage={fieldMessage(serviceError)}>
          <Dropdown
            inlinePopup
            placeholder="Choose a service"
            value={services.data?.rows.find((row) => row.service === service)?.label ?? ""}
            selectedOptions={service ? [service] : []}
            onOptionSelect={(_, { optionValue }) => setService(optionValue as ServiceKey)}
            data-testid={testId("try-service")}
          >
            {services.data?.rows.map((row) => (
              <Option key={row.service} value={row.service} data-testid={testId("try-service-<service>", row)}>
                {row.label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label="Agent" hint="Optional." validationMessage={fieldMessage(errorOf("agent"))}>
          <Input value={agent} onChange={(_, { value }) => setAgent(value)} data-testid={testId("try-agent")} />
        </Field>
        <Field label="Environment" hint="Optional." validationMessage={fieldMessage(errorOf("environment"))}>
          <Input
            value={environment}
            onChange={(_, { value }) => setEnvironment(value)}
            data-testid={testId("try-environment")}
          />
        </Field>
        <Field label="How many prompts" required validationMessage={fieldMessage(errorOf("quantity"))}>
          <Input
            value={quantity}
            inputMode="decimal"
            onChange={(_, { value }) => setQuantity(value)}
            data-testid={testId("try-quantity")}
          />
        </Field>
      </form>
      {problem && !["user", "service", "agent", "environment", "quantity"].includes(problem.field ?? "") && (
        <ProblemBar problem={problem} />
      )}
      {result && <TryResult {...result} />}
      <LearnMore article="meters" place="panel" />
    </SidePanel>
  );
}
