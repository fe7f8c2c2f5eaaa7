using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Fires while a <see cref="DegenerateSignalMonitor"/> finds that the confidence no longer tells turns apart; abstains otherwise.</summary>
/// <remarks>Emits <c>degenerate-signal</c> with the detail <c>flat</c> or <c>uninformative</c>. Safe for concurrent use; reads one flag and allocates nothing. Its answer depends on past turns, so it lies outside what a certificate covers.</remarks>
public sealed class DegenerateSignalTrigger : ITrigger, IConfigured
{
    private readonly DegenerateSignalMonitor _monitor;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="monitor">What watches the confidence.</param>
    /// <param name="outcome">What to propose.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public DegenerateSignalTrigger(string name, DegenerateSignalMonitor monitor, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        Name = Guard.NotBlank(name);
        _monitor = monitor;
        _outcome = TriggerParts.RequireProposal(outcome);
    }

    /// <summary>The reason that it gives.</summary>
    public static Reason DegenerateSignal { get; } = new("degenerate-signal");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => _outcome.ToString();

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn) => _monitor.Cause switch
    {
        DegenerateSignalCause.None => Signal.NotApplicable(),
        DegenerateSignalCause.Flat => Signal.Fire(DegenerateSignal, _outcome, detail: "flat"),
        _ => Signal.Fire(DegenerateSignal, _outcome, detail: "uninformative"),
    };

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal)
    {
        SignalAuroc auroc = _monitor.Auroc;
        return auroc.Pairs == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"Its AUROC over {auroc.Pairs} pairs of labelled answers is {auroc.Estimate:G4}, and lies in [{auroc.Lower:G4}, {auroc.Upper:G4}].");
    }
}
