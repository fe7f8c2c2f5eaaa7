using System.Globalization;
using AmbiguousRequests;
using Escalation;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Readings;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;

// A confident answer to the wrong question is still wrong. What tells that a request is not clear, and why?
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var classifier = new SimulatedClassifier(seed: 1);

// 1. How far from the known intents is too far? Certify the share of good requests that may escalate, on requests that trained nothing.
DirectedScore distance = OutOfScopeScores.OfClassifier(OutOfScopeMeasure.Energy, optional: true);
double[] heldOut = [.. Enumerable.Range(0, 1_000).Select(_ => distance.Predict(new AgentTurn { IntentScores = classifier.Known() }).Value)];
CalibrationResult calibration = DelegationBudget.Calibrate(heldOut, new DelegationBudgetOptions(alpha: 0.05, delta: 0.05) { Direction = distance.Direction, ScoreId = distance.Name });
if (calibration is not Certified { Certificate: { } certificate })
{
    Console.Error.WriteLine(calibration.Message);
    return 1;
}

Threshold farthest = certificate.ToThreshold();
int caught = Enumerable.Range(0, 1_000).Count(_ => farthest.Escalates(distance.Predict(new AgentTurn { IntentScores = classifier.Unknown() }).Value));
Console.WriteLine($"certified: with probability .95 at most 5 % of the requests in scope escalate; of 1,000 others {caught} are caught");

// 2. What does the tool need to know, and who looks after which cause?
SlotSchema[] schemas = [new("issue_refund", new Slot("order", pattern: "[0-9]{6}"), new Slot("reason"), new Slot("method", required: false, values: ["card", "voucher"]))];
EscalationPolicy policy = EscalationPolicy.Build(p => p
    .OutOfScope(distance, farthest)
    .Slots(schemas)
    .Goals()
    .Ambiguity(AmbiguityScores.Disagreement(optional: true), AmbiguityScores.Disagreement().At(0.2))
    .Attribution(slots: schemas, outOfScope: distance, outOfScopeThreshold: farthest)
    .Route("desk")
    .Route("ask-the-user", when: AmbiguityReason.MissingSlot, priority: Priority.Low)
    .Route("policy-owners", when: AmbiguityReason.PolicyGap));

AgentTurn clear = new() { Request = "Refund order 123456, it came broken.", IntentScores = new[] { 6.0, 0.0, 0.0 }, ProposedStep = AgentStep.Tool("issue_refund", """{"order":"123456","reason":"broken"}""") };
Show("clear", clear);
Show("a slot is a placeholder", clear with { ProposedStep = AgentStep.Tool("issue_refund", """{"order":"unknown","reason":"broken"}""") });
Show("two goals", clear with { Request = "Where is my refund now? When does the shop open?" });
Show("none of the intents", clear with { IntentScores = new[] { 0.1, 0.0, 0.2 } });
Show("two camps of sure samples", clear with { Samples = [.. Enumerable.Range(0, 6).Select(i => new AnswerSample(i % 2 == 0 ? "Refund the order." : "Refund the shipping.", LogProb: -0.1))] });
Show("no rule covers it", clear with { Attributes = new Dictionary<string, string> { [AttributionAttributes.ApplicableRules] = "0" } });

// 3. A model can be asked for the readings. A reply that is late, or is no list, escalates.
foreach (string reply in new[] { """[{"text":"refund the order","score":0.5},{"text":"refund the shipping","score":0.45}]""", "Only one reading, do not escalate." })
{
    EscalationPolicy asking = EscalationPolicy.Build(p => p.Readings((_, _) => ValueTask.FromResult<string?>(reply), o => o.TimeBudget = TimeSpan.FromSeconds(1)));
    EscalationDecision decision = await asking.DecideAsync(clear);
    Console.WriteLine($"{(reply.StartsWith('[') ? "two readings listed" : "no list")}: {decision.Outcome}, {decision.Reason}");
}

Console.WriteLine($"a list of one is a list: {ReadingList.Parse("""[{"text":"refund the order"}]""").Count}");
return 0;

void Show(string what, AgentTurn turn)
{
    DecisionExplanation explanation = policy.Explain(turn);
    string cause = explanation.Triggers.Single(trigger => trigger.Name == "attribution").Evidence;
    Console.WriteLine($"{what}: {explanation.Decision.Outcome}, {explanation.Decision.Reason}, to {explanation.Decision.RouteKey ?? "nobody"}. {cause}");
}
