using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Goals;

/// <summary>Fires when a request asks for several things at once, as far as its form tells; see <see cref="GoalCounter"/>.</summary>
/// <remarks>Emits <c>several-goals</c>, <c>no-signal</c> for a turn without a request and <c>input-too-large</c>. Immutable, safe for concurrent use; allocates nothing.</remarks>
public sealed class GoalTrigger : ITrigger, IConfigured
{
    private const int MostGoals = 1_000;

    private readonly Threshold _goals;
    private readonly GoalMarks _marks;
    private readonly string[] _connectives;
    private readonly int _maximumLength;
    private readonly bool _optional;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">When a request has several goals; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name or a connective is blank, or neither a mark nor a connective is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public GoalTrigger(string name, GoalOptions? options = null)
    {
        options ??= new GoalOptions();
        Name = Guard.NotBlank(name);
        int most = Guard.AtLeast(options.MaximumGoals, 1, nameof(options.MaximumGoals));
        _goals = most <= MostGoals
            ? Threshold.DelegateAbove(most)
            : throw new ArgumentOutOfRangeException(nameof(options), most, string.Create(CultureInfo.InvariantCulture, $"MaximumGoals must be at most {MostGoals}, but was {most}."));
        const GoalMarks All = GoalMarks.Questions | GoalMarks.NumberedLines | GoalMarks.BulletedLines;
        _marks = (options.Marks & ~All) == 0 ? options.Marks : throw new ArgumentOutOfRangeException(nameof(options), options.Marks, "Not marks of goals.");
        _connectives = [.. options.Connectives.Select(connective => Guard.NotBlank(connective, nameof(options.Connectives)).Trim())];
        if (_marks == GoalMarks.None && _connectives.Length == 0)
        {
            throw new ArgumentException("Marks must name at least one mark where there are no Connectives: the trigger could never fire.", nameof(options));
        }

        _maximumLength = Guard.AtLeast(options.MaximumLength, 1, nameof(options.MaximumLength));
        _optional = options.RequestIsOptional;
        _outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_goals.Value:R};{(int)_marks};{_maximumLength};{_optional};{_outcome};{string.Concat(_connectives.Select(TriggerParts.Counted))}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        string request = turn.Request;
        if (string.IsNullOrWhiteSpace(request))
        {
            return _optional ? Signal.NotApplicable() : Signal.Missing(Reason.NoSignal, "no-text").RaisedTo(_outcome);
        }

        return request.Length > _maximumLength
            ? Signal.Missing(Reason.InputTooLarge, "request").RaisedTo(_outcome)
            : Signal.Compare(GoalCounter.Count(request, _marks, _connectives), _goals, AmbiguityReason.SeveralGoals, _outcome);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind == SignalKind.Value
        ? string.Create(CultureInfo.InvariantCulture, $"The request looks like {signal.Score:G6} goals; {_goals}.")
        : null;
}
