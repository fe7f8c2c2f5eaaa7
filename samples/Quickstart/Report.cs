using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Handoff;

namespace Quickstart;

/// <summary>Prints what happened. Numbers are invariant, so the same seed prints the same text.</summary>
internal sealed class Report(TextWriter output)
{
    public void Data(CascadeData data, ulong seed, int[][] parts)
    {
        Heading("Data");
        Line($"{data.Description}; seed {seed}");
        Line($"the weak model is right on {data.WeakAccuracy:F4}, whoever takes over on {data.StrongAccuracy:F4}");
        Line($"shuffled with the seed and cut in three: {parts[0].Length} to fit, {parts[1].Length} to certify, {parts[2].Length} to stream");
    }

    public void Model(CascadeModel model)
    {
        Heading("Models");
        Model("p, the weak model is right", model.Weak);
        Model("q, whoever takes over is right", model.Strong);
    }

    public void Certificate(Certificate certificate, CertificateVerification verification)
    {
        Heading("Certificate");
        Line($"{certificate.CertificateId}: {certificate.Rule}");
        Line($"at most {100 * certificate.Alpha:0.##} % delegated, except with probability {certificate.Delta:0.##} over the calibration sample");
        Line($"n = {certificate.N}, k = {certificate.K}, P(Bin(n, {certificate.Alpha:0.##}) <= k) = {certificate.PValue:F4}; recomputed from its data: {(verification.Agrees ? "agrees" : "DIFFERS")}");
    }

    public void Policy(EscalationPolicy policy)
    {
        Heading("Policy");
        Line($"triggers: {string.Join(", ", policy.TriggerNames)}");
        Line($"guarantee: {policy.Guarantee}");
    }

    public void Desk(IReadOnlyList<ContextPackage> packages)
    {
        Heading("Desk");
        Line($"{packages.Count} packages taken; the first for each reason:");
        foreach (ContextPackage package in packages.DistinctBy(package => package.Why.Reason))
        {
            Line($"- {package.TurnId} to {package.Route.Queue} ({package.Route.Priority}), {package.Why.Reason}");
            Line($"    asked: {package.OriginalRequest}");
            foreach (TriggerFinding finding in package.Why.Triggers.Where(finding => finding.Proposal > DecisionOutcome.Act))
            {
                Line($"    why: {finding.Name}: {finding.Evidence}");
            }

            Line($"    tool calls before: {package.Attempted.Count}; best guess: {package.BestGuess?.Answer} at p = {package.BestGuess?.Confidence:F3}");
        }
    }

    public void Audit(string path, AuditVerification verification)
    {
        Heading("Audit log");
        Line($"{verification.Message}");
        Line($"last hash {verification.LastHash}: keep it elsewhere, and a cut tail shows");
        output.WriteLine($"  {path}");
    }

    public void Reasons(IReadOnlyList<StreamedTurn> turns)
    {
        Heading("Escalations by reason");
        foreach (IGrouping<string, StreamedTurn> group in turns.Where(turn => !turn.Decision.MayAct).GroupBy(turn => turn.Decision.Reason.Code).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            Line($"{group.Key,-34}{group.Count(),12}");
        }

        foreach (Hazard hazard in Enum.GetValues<Hazard>())
        {
            StreamedTurn[] planted = [.. turns.Where(turn => turn.Item.Hazard == hazard)];
            if (planted.Length > 0)
            {
                Line($"planted, {Words(hazard)}: {planted.Count(turn => !turn.Decision.MayAct)} of {planted.Length} went to the desk");
            }
        }
    }

    public void Delegation(RealisedRate rate, Certificate certificate, IReadOnlyList<StreamedTurn> turns)
    {
        Heading("Delegation");
        double bound = 100 * certificate.Alpha;
        Line($"certified: the threshold delegates at most {bound:0.##} % of turns");
        Line($"realised:  it delegated {rate.Delegated} of {rate.Turns}, {100.0 * rate.Delegated / rate.Turns:F1} %; exact interval at 1 - 1e-6: {rate.Expected.Lower} to {rate.Expected.Upper}");
        Line($"a share of {rate.Turns} turns scatters around the true rate: it exceeds {bound:0.##} % with probability {rate.ChanceAboveBound:F3} for a valid");
        Line($"certificate too, though the true rate, which is what the certificate bounds, does so with probability {certificate.PValue:F3} only");
        int total = turns.Count(turn => !turn.Decision.MayAct);
        if (total != rate.Delegated)
        {
            Line($"in total {total} of {rate.Turns} went to the desk, {100.0 * total / rate.Turns:F1} %: the other triggers lie outside the certificate");
        }
    }

    public void Accuracy(Comparison comparison, int turns, ScoreKind score)
    {
        Heading("Who chooses, and how often the user gets a right answer");
        Line($"{"",-34}{"to the desk",12}{"accuracy",12}{"std error",12}");
        foreach (ComparisonRow row in comparison.Rows)
        {
            Line($"{row.Name,-34}{row.Delegated,12}{row.Accuracy,12:F4}{Math.Sqrt(row.Accuracy * (1.0 - row.Accuracy) / turns),12:F4}");
        }

        if (score == ScoreKind.Gain)
        {
            Line($"q - p tells where delegating helps, p alone where the weak model fails: compare with --score confidence");
        }
        else
        {
            Line($"p tells where the weak model fails, q - p where delegating helps: that is the default, --score gain");
        }
    }

    public void Speed(DecisionSpeed speed, TimeSpan streaming, int turns)
    {
        Heading("Cost of a decision on this machine");
        Line($"deciding: {speed.NanosecondsPerDecision:F0} ns and {speed.BytesPerDecision:0.##} bytes, mean of {speed.Decisions} decisions");
        Line($"whole loop: {streaming.TotalMicroseconds / turns:F0} us a turn, with its durable audit records");
    }

    private static string Words(Hazard hazard) => hazard == Hazard.Loop ? "agents that loop" : "sensitive requests";

    private void Model(string name, AnswerModel model) =>
        Line($"{name}: logistic regression on {model.Columns} columns, {model.Fitted.Iterations} Newton steps, {(model.Fitted.Converged ? "converged" : "NOT converged")}");

    private void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    private void Line(FormattableString text) => output.WriteLine("  " + FormattableString.Invariant(text));
}
