using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Readings;

/// <summary>Asks a model how a request can be read, and fires when there are more readings than allowed or the best is not far enough ahead.</summary>
/// <remarks>
/// Fails closed: a reply that is late is a fault (<c>timeout</c>), one that throws is (<c>evaluator-fault</c>), and one that is not, word for word, a list as <see cref="ReadingList"/> wants it is missing
/// (<c>no-signal</c>, detail <c>reading-list</c>). What is listed is judged as <see cref="AmbiguityTrigger"/> judges it, reason <c>ambiguity</c>. The model reads the user's text, so its list can raise
/// escalation; that it lists one reading only is no proof of clarity, and a trigger of this kind belongs beside others. Immutable, safe for concurrent use.
/// </remarks>
public sealed class ReadingQueryTrigger : IAsyncTrigger, IConfigured
{
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(1);

    private readonly Func<AgentTurn, CancellationToken, ValueTask<string?>> _ask;
    private readonly AmbiguityTrigger _judge;
    private readonly TimeSpan _budget;
    private readonly bool _preferGiven;
    private readonly DecisionOutcome _outcome;
    private readonly TimeProvider _time;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="ask">Asks the model and gives its reply as it stands. Called concurrently.</param>
    /// <param name="options">How to ask and judge; copied. Null takes the defaults. Readings are always required here.</param>
    /// <param name="time">Measures the time budget; the system's unless given.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="ask"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public ReadingQueryTrigger(string name, Func<AgentTurn, CancellationToken, ValueTask<string?>> ask, ReadingQueryOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(ask);
        options ??= new ReadingQueryOptions();
        _judge = new AmbiguityTrigger(name, options);
        _ask = ask;
        _budget = options.TimeBudget > TimeSpan.Zero && options.TimeBudget <= LongestBudget
            ? options.TimeBudget
            : throw new ArgumentOutOfRangeException(nameof(options), options.TimeBudget, string.Create(CultureInfo.InvariantCulture, $"TimeBudget must be above zero and at most a day, but was {options.TimeBudget}."));
        _preferGiven = options.PreferGivenReadings;
        _outcome = options.Outcome;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => _judge.Name;

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_judge.Configuration};{_budget:c};{_preferGiven}");

    /// <inheritdoc/>
    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (_preferGiven && turn.Interpretations is not null)
        {
            return _judge.Evaluate(turn);
        }

        // Not disposed: a model that ignores its token may still use it afterwards, and it holds no timer.
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string?> asking = _ask(turn, giveUp.Token).AsTask();
        try
        {
            string? reply = await asking.WaitAsync(_budget, _time, cancellationToken).ConfigureAwait(false);
            return _judge.Evaluate(turn with { Interpretations = ReadingList.Parse(reply) });
        }
        catch (TimeoutException) when (!asking.IsCompleted)
        {
            return Signal.Fault(Reason.Timeout, "reading-query").RaisedTo(_outcome);
        }
        catch (ReadingListFormatException)
        {
            return Signal.Missing(Reason.NoSignal, "reading-list").RaisedTo(_outcome);
        }
        finally
        {
            await giveUp.CancelAsync().ConfigureAwait(false);
            Observe(asking);
        }
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind != SignalKind.Value ? null
        : turn.Interpretations is not null && _preferGiven ? _judge.Explain(turn, signal)
        : signal.Detail == "count" ? string.Create(CultureInfo.InvariantCulture, $"The model listed {signal.Score:G6} readings, at most {signal.Threshold:G6} are allowed.")
        : string.Create(CultureInfo.InvariantCulture, $"Among the readings that the model listed the best lies {signal.Score:G6} ahead; it must be {signal.Threshold:G6}.");

    /// <summary>An exception that nobody reads would surface later as an unobserved one.</summary>
    private static void Observe(Task task) => _ = task.ContinueWith(
        static late => _ = late.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
