using System.Globalization;
using Escalation;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Probes.Pooling;
using Escalation.Probes.Sequences;
using Escalation.Probes.Training;
using ProbeScreening;

// A probe screens every turn at almost no cost: train it, save it, load it, certify a threshold, screen a batch, decide live.
const double Budget = 0.35;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var model = new SimulatedModel(seed: 1);
var pooling = new ActivationPooling(PoolingRule.Mean, SimulatedModel.Length);

// 1. Train on labelled turns. The metrics come from folds that had not seen the rows they judge.
SimulatedTurn[] labelled = Draw(800);
TrainedProbe trained = ProbeTrainer.TrainLabel(Rows(labelled), [.. labelled.Select(turn => turn.IsRight)], groups: [], weights: [], SimulatedModel.Fingerprint, new ProbeTrainingOptions { Resamples = 500 });
MetricEstimate auroc = trained.Report.Labels!.Auroc;
Console.WriteLine($"trained on {trained.Report.Rows} turns: AUROC {auroc.Value:F3}, 95 % interval {auroc.Interval.Lower:F3} to {auroc.Interval.Upper:F3}");

// 2. Save and load. The file says whose activations the probe is for, and everything else is refused.
string path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.safetensors");
LinearProbe probe;
try
{
    ProbeFile.Write(path, trained.Probe);
    probe = ProbeFile.Read(path).Probe;
}
finally
{
    File.Delete(path);
}

Console.WriteLine($"saved and loaded: {probe.Length} weights for {probe.Fingerprint.Model}, layer {probe.Fingerprint.Layer}, pooled by {probe.Fingerprint.Pooling}");

// 3. Certify: with probability 0.9, at most a budgeted share of turns to come will be escalated. It needs scores alone, of turns that trained nothing.
SimulatedTurn[] heldOut = Draw(1_000);
var scores = new float[heldOut.Length];
probe.Score(Rows(heldOut), scores);
CalibrationResult calibration = DelegationBudget.Calibrate([.. scores.Select(score => (double)score)], new DelegationBudgetOptions(alpha: Budget, delta: 0.1) { Direction = ScoreDirection.LowerDelegates, ScoreId = "probe" });
if (calibration is not Certified { Certificate: { } certificate })
{
    Console.Error.WriteLine(calibration.Message);
    return 1;
}

Console.WriteLine($"certified: escalate when the score is below {certificate.Threshold:F3}");

// 4. Decide: activations that are absent, of another length or not finite escalate.
var predictor = new ProbePredictor(probe, SimulatedModel.Fingerprint, ProbeOutput.Score);
EscalationPolicy policy = EscalationPolicy.Build(p => p.Confidence(below: certificate, source: predictor).Route("experts"));
SimulatedTurn[] live = Draw(1_000);
EscalationDecision[] decisions = [.. live.Select(turn => policy.Decide(new AgentTurn { Activations = turn.Pool(pooling) }))];
Tell("acted on", live.Where((_, i) => decisions[i].MayAct));
Tell("escalated", live.Where((_, i) => !decisions[i].MayAct));
Console.WriteLine($"without activations: {policy.Decide(new AgentTurn()).Outcome}");

// 5. Or watch a turn while it is generated: the weights turned round score doubt, token by token, and the largest moving average is what counts.
var negated = new LinearProbe([.. probe.Direction.ToArray().Select(weight => -weight)], -probe.Bias, new ProbeFingerprint("simulated-8b@1", layer: 12, pooling: "token"));
SequenceScorer scorer = new PooledLinearProbe(negated, PoolingRule.EmaMax(0.5)).CreateScorer();
foreach (float[] token in live[0].Tokens.Chunk(SimulatedModel.Length))
{
    scorer.Add(token);
}

Console.WriteLine($"streamed: after {scorer.Count} tokens the largest moving average of doubt is {scorer.Score:F3}");
return 0;

SimulatedTurn[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => model.Answer())];

ActivationRows Rows(SimulatedTurn[] turns) => ActivationRows.FromSingles(turns.SelectMany(turn => turn.Pool(pooling)).ToArray(), SimulatedModel.Length);

static void Tell(string what, IEnumerable<SimulatedTurn> turns)
{
    SimulatedTurn[] all = [.. turns];
    Console.WriteLine($"{what}: {all.Length} turns, {all.Count(turn => turn.IsRight) / (double)all.Length:P0} of the answers right");
}
