using System.Globalization;
using System.Text;
using Escalation;
using Escalation.Decisions;
using Escalation.Learning;
using Escalation.Prediction;
using Escalation.Triggers.Confidence;
using Escalation.Uncertainty;

// Four ways to know how sure a model is, what each is worth, and how to notice that one has stopped telling anything.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int wrong = 0;

// 1. Token log-probabilities and agreement of samples, joined by the smaller of both: one doubt is enough. A plain number as threshold is marked uncalibrated.
IPredictor logProbs = LogProbConfidence.GeometricMean();
EscalationPolicy joined = EscalationPolicy.Build(p => p.Confidence(below: 0.6, ConfidenceFusion.Minimum(logProbs, SelfConsistency.LargestShare())));
AnswerSample[] agreeing = [.. Enumerable.Repeat(new AnswerSample("Paris"), 5)];
AnswerSample[] torn = [new("Paris"), new("Lyon"), new("Paris"), new("Nice"), new("Lille")];
var sure = new AgentTurn { LogProbs = Read(-0.02, -0.05), Samples = agreeing };
Show("both sure", joined, sure, DecisionOutcome.Act, "within-thresholds");
Show("unlikely tokens", joined, sure with { LogProbs = Read(-0.02, -2.5) }, DecisionOutcome.EscalateToPerson, "low-confidence");
Show("torn samples", joined, sure with { Samples = torn }, DecisionOutcome.EscalateToPerson, "low-confidence");
Show("no log-probabilities", joined, sure with { LogProbs = null }, DecisionOutcome.EscalateToPerson, "no-signal");

// 2. Some providers write -9999 for a token outside their list. That is a bound and no number: it escalates unless told to count as the bound.
Show("a token outside the list", joined, sure with { LogProbs = Read(-0.02, -9999) }, DecisionOutcome.EscalateToPerson, "score-undefined");

EscalationPolicy verified = EscalationPolicy.Build(p => p.Confidence(below: Threshold.ActAtOrAbove(7.0), TurnPredictors.VerifierScore));
Show("a verifier gives 8 of 10", verified, new AgentTurn { VerifierScore = 8 }, DecisionOutcome.Act, "within-thresholds");
Show("a verifier gives no number", verified, new AgentTurn { VerifierScore = double.NaN }, DecisionOutcome.EscalateToPerson, "score-undefined");

// 3. What a model says of itself can raise escalation, and cannot buy an act unless its word was measured against labels.
ISelfReported ownWord = VerbalizedConfidence.Predictor(VerbalizedScale.Ten);
EscalationPolicy doubting = EscalationPolicy.Build(p => p.Confidence(below: 0.6, logProbs).VerbalizedConfidence());
Show("it doubts itself", doubting, sure with { Answer = "Paris. Confidence: 30%" }, DecisionOutcome.EscalateToPerson, "low-confidence");
Show("boasting lowers nothing", doubting, sure with { LogProbs = Read(-3, -3), Answer = "Paris. Confidence: 100%" }, DecisionOutcome.EscalateToPerson, "low-confidence");
Refuse("a threshold on its own word", () => EscalationPolicy.Build(p => p.Confidence(below: 0.6, ownWord)));
double[] stated = [.. Enumerable.Range(0, 400).Select(i => (i % 11) / 10.0)];
bool[] right = [.. Enumerable.Range(0, 400).Select(i => i % 11 >= 4 + (i % 5))];
var measured = new CalibratedPredictor(PlattCalibration.Fit(stated, right), ownWord);
EscalationPolicy calibrated = EscalationPolicy.Build(p => p.Costs(wrongAct: 5, escalation: 1).ModelIsRight(measured));
Show("9 of 10, which labels say is mostly right", calibrated, new AgentTurn { Answer = "Paris. Confidence: 9" }, DecisionOutcome.Act, "within-thresholds");
Show("5 of 10, which labels say is mostly wrong", calibrated, new AgentTurn { Answer = "Paris. Confidence: 5" }, DecisionOutcome.EscalateToPerson, "cost-ratio");

// 4. A model that always says .99 passes every threshold below that and knows nothing. The runtime tells a monitor by itself; without it, Observe does.
var monitor = new DegenerateSignalMonitor(options: new DegenerateSignalOptions { Window = 50 });
EscalationPolicy watched = EscalationPolicy.Build(p => p.Confidence(below: 0.6).DegenerateSignal(monitor));
var always = new AgentTurn { Confidence = 0.99 };
Show("the first .99", watched, always, DecisionOutcome.Act, "within-thresholds");
for (int i = 0; i < 50; i++)
{
    monitor.Observe(0.99);
}

Show("the fifty-first", watched, always, DecisionOutcome.EscalateToPerson, "degenerate-signal");
Console.WriteLine(wrong == 0 ? "All as expected." : $"{wrong} not as expected.");
return wrong == 0 ? 0 : 1;

// The layout in which OpenAI and servers like it answer.
static IReadOnlyList<TokenLogProb>? Read(double first, double second) => OpenAiLogProbs.Read(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
    {
      "choices": [ { "logprobs": { "content": [
        { "token": "Par", "logprob": {{first}}, "top_logprobs": [] },
        { "token": "is", "logprob": {{second}}, "top_logprobs": [] }
      ] } } ]
    }
    """)));

void Show(string what, EscalationPolicy policy, AgentTurn turn, DecisionOutcome outcome, string reason)
{
    EscalationDecision decision = policy.Decide(turn);
    bool expected = (decision.Outcome, decision.Reason.Code) == (outcome, reason);
    wrong += expected ? 0 : 1;
    Console.WriteLine($"{(expected ? "  " : "? ")}{what}: {policy.Explain(turn).Summary}");
}

void Refuse(string what, Action build)
{
    try
    {
        build();
        wrong++;
    }
    catch (PolicyBuildException refusal)
    {
        Console.WriteLine($"  {what} is refused: {refusal.Message}");
    }
}
