using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>Laws of the joint calibration on any data, ties included.</summary>
public sealed class JointPropertyTests
{
    private static readonly Gen<double> Level = Gen.Choose(5, 60).Select(percent => percent / 100.0);

    private static readonly Gen<JointWorld> Worlds = Gen.Choose(0, 400).SelectMany(n =>
        Gen.Choose(0, 40).SelectMany(score => Gen.Choose(0, 99).SelectMany(act => Gen.Choose(0, 9).Select(escalate => (
            Score: score / 40.0,
            Act: act < score ? 1.0 : 0.0,
            Escalate: escalate == 0 ? 1.0 : 0.0)))).ArrayOf(n).Select(items => new JointWorld(
                [.. items.Select(item => item.Score)],
                [.. items.Select(item => item.Act)],
                [.. items.Select(item => item.Escalate)])));

    private static readonly Gen<Case> Cases = Worlds.SelectMany(world => Level.SelectMany(budget => Level.SelectMany(risk => Level.SelectMany(delta =>
        Gen.Elements(RiskSubject.Acted, RiskSubject.All).SelectMany(subject => Gen.Choose(0, 50).Select(seed => new Case(world, budget, risk, delta, subject, seed)))))));

    [Fact]
    public void The_certified_set_is_that_of_the_textbook() => Check(@case =>
    {
        CalibrationResult result = @case.Run();
        return result.Hypotheses.Count == 0 || Certified(result).SequenceEqual(Textbook(@case));
    });

    [Fact]
    public void The_chosen_threshold_is_certified_and_none_certified_is_cheaper() => Check(@case =>
    {
        if (@case.Run() is not Certified { Certificate: var certificate } result)
        {
            return true;
        }

        int[] choosing = @case.Split.Choosing.ToArray();
        var costs = result.Hypotheses.Where(row => row.Certified).ToDictionary(row => row.Threshold, row => @case.Cost(row.Threshold, choosing));
        double chosen = costs[certificate.Threshold];
        return costs.All(other => other.Value > chosen || (other.Value == chosen && other.Key <= certificate.Threshold))
            && certificate.Choice!.ExpectedCost == chosen;
    });

    [Fact]
    public void Every_certificate_verifies_after_a_round_trip() => Check(@case =>
        @case.Run() is not Certified { Certificate: var certificate }
        || CertificateVerifier.Verify(Certificate.Parse(certificate.ToJson()), @case.World.Scores, @case.World.LossAct, @case.World.LossEscalate, @case.Grid).Agrees);

    [Fact]
    public void A_larger_risk_never_loses_a_threshold_from_the_same_start() => Check(@case =>
    {
        // The floor moves with the risk, so a common start is the strictest one; the learned order of the risk of all items moves too.
        Case strict = @case with { Subject = RiskSubject.Acted, Start = SequenceStart.Strictest };
        double[] certified = Certified(strict.Run());
        return certified.All(Certified((strict with { Risk = strict.Risk + 0.05 }).Run()).Contains);
    });

    [Fact]
    public void A_larger_budget_or_error_level_loses_no_threshold_unless_one_that_it_newly_admits_fails() => Check(@case =>
    {
        Case strict = @case with { Subject = RiskSubject.Acted, Start = SequenceStart.Strictest };
        CalibrationResult narrow = strict.Run();
        double[] certified = Certified(narrow);
        return certified.Length == 0 || new[] { strict with { Budget = strict.Budget + 0.1 }, strict with { Delta = strict.Delta + 0.1 } }.All(wider =>
        {
            CalibrationResult wide = wider.Run();
            bool blockedBefore = wide.Hypotheses.Any(row => row.Tested && row.Threshold < certified[0] && row.PValue > wide.Level);
            return blockedBefore || certified.All(Certified(wide).Contains);
        });
    });

    [Fact]
    public void Nothing_but_the_testing_items_decides_what_is_certified() => Check(@case =>
    {
        // Every loss of a choosing item turned around: the chosen threshold may change, the certified set may not.
        Case acted = @case with { Subject = RiskSubject.Acted };
        double[] act = [.. acted.World.LossAct];
        double[] escalate = [.. acted.World.LossEscalate];
        foreach (int item in acted.Split.Choosing)
        {
            act[item] = 1.0 - act[item];
            escalate[item] = 1.0 - escalate[item];
        }

        return Certified(acted.Run()).SequenceEqual(Certified((acted with { World = new JointWorld(acted.World.Scores, act, escalate) }).Run()));
    });

    private static double[] Certified(CalibrationResult result) => [.. result.Hypotheses.Where(row => row.Certified).Select(row => row.Threshold)];

    /// <summary>The definition, written down without any of the library's calibration code.</summary>
    private static IEnumerable<double> Textbook(Case @case)
    {
        int[] testing = @case.Split.Testing.ToArray();
        int[] choosing = @case.Split.Choosing.ToArray();
        double level = @case.Delta / 2.0;
        int allowed = -1;
        while (allowed + 1 < testing.Length && BinomialTail.Lower(allowed + 1, testing.Length, @case.Budget) <= level)
        {
            allowed++;
        }

        long floor = CalibrationPlan.For(@case.Risk, level).MinimumN;
        long start = Math.Max(@case.Start == SequenceStart.Strictest ? 1 : 2 * floor, testing.Length - allowed);
        IEnumerable<double> order = @case.Subject == RiskSubject.Acted
            ? @case.Grid.Thresholds.ToArray().SkipWhile(threshold => testing.Count(item => @case.World.Scores[item] <= threshold) < start)
            : @case.Grid.Thresholds.ToArray().OrderBy(threshold => Math.Max(@case.LogP(threshold, choosing), BinomialTail.LogLower(choosing.Count(item => @case.World.Scores[item] > threshold), choosing.Length, @case.Budget)));
        return order.TakeWhile(threshold => @case.LogP(threshold, testing) <= Math.Log(level) + 1e-14)
            .Where(threshold => testing.Count(item => @case.World.Scores[item] > threshold) <= allowed)
            .Order();
    }

    private static void Check(Func<Case, bool> law) => Prop.ForAll(Cases.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private sealed record Case(JointWorld World, double Budget, double Risk, double Delta, RiskSubject Subject, long Seed)
    {
        internal SequenceStart Start { get; init; }

        internal ThresholdGrid Grid { get; } = ThresholdGrid.Even(-0.05, 1.05, 45);

        internal CalibrationSplit Split => CalibrationSplit.Random(World.Scores.Length, 0.3, Seed);

        internal CalibrationResult Run() => JointCalibration.Calibrate(
            World.Scores,
            World.LossAct,
            World.LossEscalate,
            new JointCalibrationOptions(Budget, Risk, 3.0, Delta) { RiskOf = Subject, Seed = Seed, Grid = Grid, Start = Start });

        internal double Cost(double threshold, int[] items) =>
            ((3.0 * items.Count(item => IsWrong(item, threshold))) + items.Count(item => World.Scores[item] > threshold)) / items.Length;

        internal double LogP(double threshold, int[] items)
        {
            int[] counted = Subject == RiskSubject.Acted ? [.. items.Where(item => World.Scores[item] <= threshold)] : items;
            return counted.Length == 0 ? 0.0 : BinomialTail.LogLower(counted.Count(item => IsWrong(item, threshold)), counted.Length, Risk);
        }

        private bool IsWrong(int item, double threshold) => (World.Scores[item] > threshold ? World.LossEscalate : World.LossAct)[item] == 1.0;
    }
}
