using System.Globalization;
using System.Text.RegularExpressions;
using Escalation.Decisions;
using Escalation.Prediction.Interventions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Prediction.Interventions;

public partial class InterventionTargetsTests
{
    private static readonly double[] Ratios = [1.5, 2.0, 3.0, 4.0, 7.0, 8.0, 10.0, 12.5, 20.0, 50.0, 1000.0, 1e6];

    [Fact]
    public void The_decision_is_that_of_the_cost_rule_and_follows_from_the_numbers_that_are_shown()
    {
        var random = new SplitMix64(1);
        int acts = 0;
        foreach (double ratio in Ratios)
        {
            for (int i = 0; i < 60; i++)
            {
                double q = i % 3 == 0 ? 1.0 : random.NextUniform();

                // Every other one within a few last places, or a few thousandths, of the tie.
                double near = q - (1.0 / ratio) + ((random.NextBelow(9) - 4) * (i % 4 == 0 ? 1e-16 : i % 4 == 1 ? 1e-3 : 1e-9));
                double p = i % 2 == 0 ? random.NextUniform() : Math.Clamp(near, 0.0, 1.0);
                bool expected = CostRatioRule.Escalates(p, q, DecisionCosts.FromRatio(ratio));
                acts += expected ? 0 : 1;
                foreach (TargetFraming framing in Enum.GetValues<TargetFraming>())
                {
                    InterventionTarget target = InterventionTargets.Create(new TargetCase("Shall it be done?", p) { ExpertIsRight = q }, ratio, framing);
                    Assert.Equal(expected, target.Escalates);
                    Assert.True(DecisionLine.TryRead(target.Assistant, out bool escalates));
                    Assert.Equal(expected, escalates);
                    Assert.Equal(expected, target.Assistant.Contains("Handing over is cheaper", StringComparison.Ordinal) || target.Assistant.Contains("handing over is cheaper", StringComparison.Ordinal) || target.Assistant.Contains("Handing over costs less", StringComparison.Ordinal));
                }

                Assert.Equal(expected, DecideFromProse(InterventionTargets.Create(new TargetCase("Shall it be done?", p) { ExpertIsRight = q }, ratio, TargetFraming.ExpectedCost).User, ratio));
            }
        }

        Assert.InRange(acts, 200, 520);
    }

    [Fact]
    public void Each_framing_reasons_in_whole_sentences_of_its_own()
    {
        Assert.Equal(
            "If I act, I am wrong with probability 0.17. A wrong act costs 4, so acting costs 4 x 0.17 = 0.68 on average. Handing the decision to a person costs 1. Since 0.68 is less than 1, acting is cheaper.\nDecision: act",
            Assistant(0.83, 1.0, 4.0, TargetFraming.ExpectedCost));
        Assert.Equal(
            "If I act, I am wrong with probability 0.5. A wrong act costs 10, so acting costs 10 x 0.5 = 5 on average. Handing the decision to a person costs 1, and as a person is wrong with probability 0.1, another 10 x 0.1 = 1 has to be added, which makes 2. Since 5 is more than 2, handing over is cheaper.\nDecision: escalate",
            Assistant(0.5, 0.9, 10.0, TargetFraming.ExpectedCost));
        Assert.Equal(
            "A wrong act costs 4 times as much as a handover, so acting pays from a probability of being right of 1 - 1/4 = 0.75. Here that probability is 0.75, which is exactly this point. At equal cost I act.\nDecision: act",
            Assistant(0.75, 1.0, 4.0, TargetFraming.BreakEven));
        Assert.Equal(
            "A wrong act costs 3 times as much as a handover, and a person is right with probability 0.9, so acting pays from a probability of being right of 0.9 - 1/3, about 0.57. Here that probability is 0.5, which is below this point. Handing over is cheaper.\nDecision: escalate",
            Assistant(0.5, 0.9, 3.0, TargetFraming.BreakEven));
        Assert.Equal(
            "Imagine 100 cases like this one. If I act on all of them, 1 of these acts is wrong at a cost of 50 each, which makes 50. If I hand all of them to a person, the handovers cost 100, and 2 wrong decisions by a person add 100, which makes 200. Acting costs less over all of them, and so it does here.\nDecision: act",
            Assistant(0.99, 0.98, 50.0, TargetFraming.Frequencies));
        Assert.Equal(
            "A person is right with probability 1 and I am with probability 0.4, so handing over raises the chance of a right decision by 0.6. To be worth its cost, it must raise that chance by more than 1/2 = 0.5, which it does. Handing over is cheaper.\nDecision: escalate",
            Assistant(0.4, 1.0, 2.0, TargetFraming.Gain));
        Assert.Contains("wrong with probability 0.004.", Assistant(0.996, 1.0, 4.0, TargetFraming.ExpectedCost), StringComparison.Ordinal);
        Assert.EndsWith("Decision: escalate", Assistant(1e-300, 1.0, 4.0, TargetFraming.Frequencies), StringComparison.Ordinal);
        Assert.Contains("lowers the chance of a right decision by 0.1", Assistant(0.9, 0.8, 2.0, TargetFraming.Gain), StringComparison.Ordinal);
        Assert.Contains("none of these acts is wrong, and they cost nothing", Assistant(1.0, 1.0, 2.0, TargetFraming.Frequencies), StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_shows_question_answer_signal_and_costs_and_names_who_takes_over()
    {
        InterventionTarget target = InterventionTargets.Create(
            new TargetCase("Refund the order?", 0.7) { Answer = "Yes.", ExpertIsRight = 0.9, Expert = "the service desk", Provenance = AccuracyProvenance.SelfReported }, 2.0, TargetFraming.Gain);
        Assert.Equal(
            "Refund the order?\n\nYour answer: Yes.\n\nThe answer is right with probability 0.7 by the agent's own account, which nobody has checked. The service desk is right with probability 0.9. A right act costs nothing, and a wrong act costs twice as much as handing the decision to the service desk.",
            target.User);
        Assert.Contains("hand the decision to the service desk", target.System, StringComparison.Ordinal);
        Assert.StartsWith("The service desk is right with probability 0.9", target.Assistant, StringComparison.Ordinal);
        Assert.Equal("So far 206 of 1,250 bookings were answered rightly, which is 16.5 %.", AccuracySignal.FromCases(206, 1250, "bookings"));
        Assert.Contains("was not calibrated", AccuracySignal.FromEstimate(0.5, AccuracyProvenance.Uncalibrated), StringComparison.Ordinal);
        Assert.Equal("A right act costs nothing, a wrong act costs 50 euros, and handing the decision to a person costs 4 euros: a wrong act is 12.5 times as expensive.", CostFraming.FromCosts(new DecisionCosts(50, 4), "euros"));
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        var fine = new TargetCase("Shall it?", 0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine with { ModelIsRight = double.NaN }, 2.0, TargetFraming.Gain));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine with { ExpertIsRight = 1.1 }, 2.0, TargetFraming.Gain));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine, 1.0, TargetFraming.Gain));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine, 2e6, TargetFraming.Gain));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine, 2.0, (TargetFraming)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => InterventionTargets.Create(fine with { Provenance = (AccuracyProvenance)9 }, 2.0, TargetFraming.Gain));
        Assert.Throws<ArgumentException>(() => InterventionTargets.Create(fine with { Prompt = " " }, 2.0, TargetFraming.Gain));
        Assert.Throws<ArgumentOutOfRangeException>(() => AccuracySignal.FromCases(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => AccuracySignal.FromCases(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CostFraming.FromCosts(default, "euros"));
    }

    [Theory]
    [InlineData("I am sure.\nDecision: act", true, false)]
    [InlineData("Decision: escalate \r\n\r\n", true, true)]
    [InlineData("Decision: act\nor not", false, true)]
    [InlineData("Decision: act\nDecision: act", false, true)]
    [InlineData("Decision: escalate\nDecision: act", false, true)]
    [InlineData("decision: act", false, true)]
    [InlineData("Decision: act.", false, true)]
    [InlineData("I will act", false, true)]
    [InlineData("", false, true)]
    public void A_reply_that_is_not_understood_escalates(string reply, bool read, bool escalates)
    {
        Assert.Equal(read, DecisionLine.TryRead(reply, out bool decision));
        Assert.Equal(escalates, decision);
    }

    [Fact]
    public void Domains_are_drawn_by_their_names_and_the_seed_alone()
    {
        string[] domains = ["d", "a", "b", "a", "c", "e"];
        IReadOnlyList<string> drawn = HeldOutDomains.Draw(domains, 0.4, 3);
        Assert.Equal(2, drawn.Count);
        Assert.Equal(drawn, HeldOutDomains.Draw(domains.Reverse().Concat(domains), 0.4, 3));
        Assert.Contains(Enumerable.Range(0, 20), seed => !HeldOutDomains.Draw(domains, 0.4, (ulong)seed).SequenceEqual(drawn));
        Assert.Single(HeldOutDomains.Draw(domains, 0.01, 0));
        Assert.Equal(4, HeldOutDomains.Draw(domains, 0.99, 0).Count);
        Assert.Throws<ArgumentException>(() => HeldOutDomains.Draw(["a", "a"], 0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeldOutDomains.Draw(domains, 1.0, 0));
    }

    private static string Assistant(double p, double q, double ratio, TargetFraming framing) => InterventionTargets.Create(new TargetCase("Shall it be done?", p) { ExpertIsRight = q }, ratio, framing).Assistant;

    /// <summary>The sums of a reader who sees the prompt alone.</summary>
    private static bool DecideFromProse(string user, double ratio)
    {
        decimal[] shown = [.. Shown().Matches(user).Select(match => decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        decimal r = (decimal)ratio;
        return r * (1m - shown[0]) > 1m + (r * (1m - (shown.Length > 1 ? shown[1] : 1m)));
    }

    [GeneratedRegex(@"right with probability ([0-9.]+[0-9]|[01])")]
    private static partial Regex Shown();
}
