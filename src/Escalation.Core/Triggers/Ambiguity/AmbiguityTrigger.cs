using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity;

/// <summary>Fires when a request can be read in more ways than allowed, or when the best reading is not far enough ahead.</summary>
/// <remarks>
/// Scored readings are judged by the margin between the best and the first that would be one too many, at first the top two: equality with
/// <see cref="AmbiguityOptions.MinimumMargin"/> acts. A single reading scored as a probability is measured against 0. Unscored readings are counted.
/// A list scored in part, an empty one, and a score that is NaN, infinite or out of range are missing, which escalates. Immutable, safe for
/// concurrent use; allocates nothing.
/// </remarks>
public sealed class AmbiguityTrigger : ITrigger, IConfigured
{
    private const int MostAllowed = 64;

    private readonly Threshold _margin;
    private readonly int _allowed;
    private readonly bool _probabilities;
    private readonly bool _required;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">When a request counts as ambiguous; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public AmbiguityTrigger(string name, AmbiguityOptions? options = null)
    {
        options ??= new AmbiguityOptions();
        Name = Guard.NotBlank(name);
        _margin = Threshold.ActAtOrAbove(RequireMargin(options));
        _allowed = Guard.AtLeast(options.MaximumInterpretations, 1, nameof(options.MaximumInterpretations));
        _allowed = _allowed <= MostAllowed
            ? _allowed
            : throw new ArgumentOutOfRangeException(nameof(options), _allowed, string.Create(CultureInfo.InvariantCulture, $"MaximumInterpretations must be at most {MostAllowed}, but was {_allowed}."));
        _probabilities = options.ScoresAreProbabilities;
        _required = options.InterpretationsAreRequired;
        _outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_margin.Value:R};{_allowed};{_probabilities};{_required};{_outcome}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        if (turn.Interpretations is not { } readings)
        {
            return _required ? Signal.Missing(Reason.NoSignal, "no-interpretations") : Signal.NotApplicable();
        }

        if (readings.Count == 0)
        {
            return Signal.Missing(Reason.NoSignal, "empty-interpretations");
        }

        if (InterpretationMargin.HoldsBlank(readings))
        {
            return Signal.Missing(Reason.NoSignal, "blank-interpretation");
        }

        if (IsUnscored(readings))
        {
            return readings.Count > _allowed ? Signal.Fire(Reason.Ambiguity, _outcome, readings.Count, _allowed, "count") : Signal.Quiet(readings.Count, _allowed);
        }

        Estimate margin = InterpretationMargin.Of(readings, _allowed, _probabilities);
        return margin.HasValue ? Signal.Compare(margin.Value, _margin, Reason.Ambiguity, _outcome)
            : margin.Kind == SignalKind.NotApplicable ? Signal.Quiet()
            : Signal.From(margin);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind == SignalKind.Value && turn.Interpretations is { } readings
        ? string.Create(CultureInfo.InvariantCulture, $"{readings.Count} readings, at most {_allowed} side by side, margin at least {_margin.Value:G6}.")
        : null;

    private static double RequireMargin(AmbiguityOptions options)
    {
        double margin = Guard.Finite(options.MinimumMargin, nameof(options.MinimumMargin));
        double highest = options.ScoresAreProbabilities ? 1.0 : double.MaxValue;
        return margin >= 0.0 && margin <= highest
            ? margin
            : throw new ArgumentOutOfRangeException(nameof(options), margin, string.Create(CultureInfo.InvariantCulture, $"MinimumMargin must be from 0 to {highest:G6}, but was {margin:R}."));
    }

    private static bool IsUnscored(IReadOnlyList<Interpretation> readings)
    {
        for (int i = 0; i < readings.Count; i++)
        {
            // An element that is null is no reading at all and must not pass for an unscored one.
            if (readings[i] is not { Score: null })
            {
                return false;
            }
        }

        return true;
    }
}
