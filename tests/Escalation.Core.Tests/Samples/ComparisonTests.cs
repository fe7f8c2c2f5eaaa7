using Escalation.Decisions;
using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class ComparisonTests
{
    private static readonly EscalationPolicy Policy = EscalationPolicy.Build(policy => policy.Costs(wrongAct: 2, escalation: 1));

    [Fact]
    public void Every_way_to_choose_is_counted_by_hand()
    {
        // Top probability, weak right, strong right.
        StreamedTurn[] turns =
        [
            Turn(0.30, true, false, delegated: false, gain: -0.2),
            Turn(0.40, false, true, delegated: true, gain: 0.5),
            Turn(0.50, false, false, delegated: true, gain: 0.0),
            Turn(0.60, false, true, delegated: false, gain: 0.1),
            Turn(0.90, true, true, delegated: false, gain: 0.2),
        ];
        IReadOnlyList<ComparisonRow> rows = Comparison.Of(turns).Rows;

        Assert.Equal(["act always", "random, same count", "uncertainty ranking, same count", "expected gain ranking, same count", "the policy", "oracle, same count", "escalate always"], rows.Select(row => row.Name));
        Assert.Equal([0, 2, 2, 2, 2, 2, 5], rows.Select(row => row.Delegated));
        Assert.Equal(0.4, rows[0].Accuracy, 12);
        Assert.Equal(0.4 + (0.4 * 0.2), rows[1].Accuracy, 12);
        Assert.Equal(0.4, rows[2].Accuracy, 12);
        Assert.Equal(0.6, rows[3].Accuracy, 12);
        Assert.Equal(0.6, rows[4].Accuracy, 12);
        Assert.Equal(0.8, rows[5].Accuracy, 12);
        Assert.Equal(0.6, rows[6].Accuracy, 12);
    }

    [Fact]
    public void The_oracle_never_delegates_where_it_harms()
    {
        StreamedTurn[] turns = [Turn(0.3, true, false, delegated: true), Turn(0.4, true, true, delegated: true)];

        Assert.Equal(1.0, Comparison.Of(turns).Rows.Single(row => row.Name.StartsWith("oracle", StringComparison.Ordinal)).Accuracy);
    }

    private static StreamedTurn Turn(double top, bool weak, bool strong, bool delegated, double gain = 0.0)
    {
        double rest = (1.0 - top) / 4.0;
        var item = new CascadeItem
        {
            Id = "x",
            Domain = "d",
            Request = "r",
            Features = AnswerFeatures.From([top, rest, rest, rest, rest], 0.0, 1.0),
            WeakIsRight = weak,
            StrongIsRight = strong,
        };
        return new StreamedTurn(item, Policy.Decide(new AgentTurn { Confidence = delegated ? 0.1 : 0.9 }), delegated, gain);
    }
}
