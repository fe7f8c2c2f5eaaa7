using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;
using Microsoft.Extensions.Options;

namespace HostedAgent;

/// <summary>A trigger of our own: a refund above the limit waits for an approval.</summary>
internal sealed class RefundLimitTrigger(IOptions<RefundOptions> options) : ITrigger
{
    private static readonly Reason RefundLimit = new("refund-limit");

    private readonly decimal _limit = options.Value.LimitInEuros;

    public string Name => "refund-limit";

    public Signal Evaluate(AgentTurn turn)
    {
        if (turn.ProposedStep is not { Action: Tools.Refund } step)
        {
            return Signal.NotApplicable();
        }

        // An amount that cannot be read must not pass for a small one.
        return ReadAmount(step.Arguments) is not { } amount ? Signal.Missing(Reason.NoSignal, "amount")
            : amount > _limit ? Signal.Fire(RefundLimit, DecisionOutcome.RequestApproval, (double)amount, (double)_limit)
            : Signal.Quiet((double)amount, (double)_limit);
    }

    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind == SignalKind.Value
        ? string.Create(CultureInfo.InvariantCulture, $"The refund is {signal.Score:0.00} euros, the limit {signal.Threshold:0.00}.")
        : null;

    private static decimal? ReadAmount(string? arguments)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(arguments ?? "");
            return json.RootElement.GetProperty("euros").GetDecimal();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
