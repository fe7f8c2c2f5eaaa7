using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.Core.Tests.Decisions;

/// <summary>The order of triggers decides between equals only: every set of up to three signals, in every order.</summary>
public class DecisionOrderTests
{
    private static readonly DecisionOutcome[] Outcomes = [DecisionOutcome.RequestApproval, DecisionOutcome.EscalateToPerson];
    private static readonly Severity[] Severities = [Severity.Moderate, Severity.High, Severity.Critical];
    private static readonly Priority[] Priorities = [Priority.Normal, Priority.High, Priority.Urgent];
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    /// <summary>A quiet trigger, and one of every strictness, severity and priority.</summary>
    private static readonly Saying?[] Everything =
    [
        null,
        .. from outcome in Outcomes from severity in Severities from priority in Priorities select new Saying(outcome, severity, priority),
    ];

    [Fact]
    public void The_strictest_gravest_most_urgent_proposal_wins_in_every_order_of_every_three_triggers()
    {
        int sets = 0;
        for (int a = 0; a < Everything.Length; a++)
        {
            for (int b = a; b < Everything.Length; b++)
            {
                for (int c = b; c < Everything.Length; c++)
                {
                    Require([Everything[a], Everything[b], Everything[c]]);
                    sets++;
                }
            }
        }

        Assert.Equal(1330, sets); // Of 19 signals, 3 with repetition.
    }

    private static void Require(Saying?[] said)
    {
        Saying? best = said.Max();
        Saying[] strictest = [.. said.OfType<Saying>().Where(saying => saying.Outcome == best?.Outcome)];
        foreach (int[] order in Orders)
        {
            EscalationPolicy policy = Build(said, order);
            EscalationDecision decision = policy.Decide(new AgentTurn());
            string because = $"{string.Join(" | ", order.Select(i => said[i]?.ToString() ?? "quiet"))}: {decision.Reason} {decision.Severity} {decision.Priority}";
            Assert.True(decision.Outcome == (best?.Outcome ?? DecisionOutcome.Act), because);
            if (best is null)
            {
                continue;
            }

            int earliest = order.First(i => said[i] == best);
            Assert.True(decision.Severity == best.Severity, because);
            Assert.True(decision.Reason.Code == Name(earliest), because);
            Assert.True(decision.RouteKey == Name(earliest), because);
            Assert.True(decision.Priority == strictest.Max(saying => saying.Priority), because);
        }
    }

    private static EscalationPolicy Build(Saying?[] said, int[] order) => EscalationPolicy.Build(p =>
    {
        foreach (int i in order)
        {
            string name = Name(i);
            Signal signal = said[i] is { } saying ? Signal.Fire(new Reason(name), saying.Outcome).WithSeverity(saying.Severity) : Signal.Quiet();
            p.Add(Trigger.Create(name, _ => signal)).Rule(name, new TriggerRule { Route = name, Priority = said[i]?.Priority ?? Priority.Normal });
        }
    });

    private static string Name(int i) => i switch
    {
        0 => "first",
        1 => "second",
        _ => "third",
    };

    /// <summary>Compared as documented: stricter, then graver, then more urgent.</summary>
    private sealed record Saying(DecisionOutcome Outcome, Severity Severity, Priority Priority) : IComparable<Saying>
    {
        public int CompareTo(Saying? other) => other is null ? 1 : (Outcome, Severity, Priority).CompareTo((other.Outcome, other.Severity, other.Priority));
    }
}
