using System.Globalization;
using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Watches at every decision and every label whether the promise of a deployed threshold still holds, and raises an alarm when it does not.</summary>
/// <remarks>
/// <para><b>What is promised.</b> As long as the stream is what the certificate assumes (each decision escalates, and each acted item fails, with a probability of at most the bound, given everything before it; scores are exchangeable
/// with the calibration scores), the probability that a watch ever raises an alarm is at most its share of <see cref="MonitorOptions.Level"/>, at any stopping time (<see cref="AlarmPromise"/> names the alternative).
/// So an alarm means: the promise does not hold any more, or never held (a certificate may fail with its own probability delta), or the alarm is one of the few that the level allows. No alarm proves nothing.</para>
/// <para><b>Evidence.</b> Each watch bets on eight sizes of the excess and on every starting time at once (<see cref="MixtureEProcess"/>), in constant memory; the alarm names the step at which the winning evidence begins.</para>
/// <para><b>Labels.</b> They may come late and in any order, each once, within <see cref="MonitorOptions.LabelWindow"/> decisions; see <see cref="LabelOrder"/> for what that assumes. When people see only some acted items,
/// draw these at random (<see cref="AuditSampler"/>) and tell the monitor of each draw; labels of other items are refused. <b>Non-response</b>, a drawn item whose label never comes, is counted in
/// <see cref="MonitorCounters.NeverLabelled"/>: in the order of decisions it can only hide an excess, so false alarms stay bounded while power is lost; the estimated risk is then too low by at most the share of such labels.</para>
/// <para>Safe for concurrent use: one lock, held for well under a microsecond per watch, observers called outside it. A decision or an outcome allocates nothing; an alarm does. One monitor watches one deployed rule:
/// after a swap make a new one for the new certificate.</para>
/// </remarks>
public sealed class CertificateMonitor
{
    private readonly Lock _gate = new();
    private readonly MonitorEngine _engine;
    private int _told;

    /// <summary>Starts a monitor.</summary>
    /// <param name="options">How it watches; the defaults when null.</param>
    /// <param name="watches">What it watches; at least one, with distinct names.</param>
    /// <exception cref="ArgumentException">Thrown when there is no watch, two have the same name, or a name is longer than 256 characters or not well-formed UTF-16.</exception>
    public CertificateMonitor(MonitorOptions? options, params ReadOnlySpan<WatchPlan> watches)
    {
        options ??= new MonitorOptions();
        RequireWatches(options, watches);
        double level = options.Level / watches.Length;
        var working = new EvidenceWatch[watches.Length];
        for (int i = 0; i < working.Length; i++)
        {
            working[i] = new EvidenceWatch(watches[i], options.Promise, level, options.Stream);
        }

        _engine = new MonitorEngine(options, working);
    }

    private CertificateMonitor(MonitorEngine engine)
    {
        _engine = engine;
        _told = engine.Alarms.Count;
    }

    /// <summary>How it watches.</summary>
    public MonitorOptions Options => _engine.Options;

    /// <summary>What it watches.</summary>
    public IReadOnlyList<WatchPlan> Watches => Array.ConvertAll(_engine.Watches, static watch => watch.Plan);

    /// <summary>Whether some watch has raised an alarm.</summary>
    public MonitorVerdict Verdict
    {
        get
        {
            lock (_gate)
            {
                return Current;
            }
        }
    }

    /// <summary>The alarms so far, at most one for each watch.</summary>
    public IReadOnlyList<Alarm> Alarms
    {
        get
        {
            lock (_gate)
            {
                return [.. _engine.Alarms];
            }
        }
    }

    /// <summary>What it has seen.</summary>
    public MonitorCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return _engine.Counters;
            }
        }
    }

    private MonitorVerdict Current => _engine.Alarms.Count == 0 ? MonitorVerdict.Continue : MonitorVerdict.Alarm;

    /// <summary>Starts a monitor of a certificate's promises, see <see cref="WatchPlan.For"/>.</summary>
    /// <param name="certificate">The certificate of the deployed rule.</param>
    /// <param name="options">How it watches; the defaults when null.</param>
    /// <param name="scores">The calibration scores, when their distribution is to be watched too; null otherwise.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="certificate"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the certificate contradicts itself, as after an edit by hand.</exception>
    public static CertificateMonitor For(Certificate certificate, MonitorOptions? options = null, ScoreReference? scores = null)
    {
        IReadOnlyList<WatchPlan> promises = WatchPlan.For(certificate);
        return scores is null ? new CertificateMonitor(options, [.. promises]) : new CertificateMonitor(options, [.. promises, WatchPlan.Drift(scores)]);
    }

    /// <summary>Reads a monitor that <see cref="ToJson"/> has written and goes on where that one stopped.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="observers">Are told of alarms from now on; those it had raised already are not repeated.</param>
    /// <exception cref="MonitorStateException">Thrown when the document is not a whole, undamaged monitor of this version.</exception>
    public static CertificateMonitor Parse(ReadOnlySpan<byte> utf8Json, params IReadOnlyList<IAlarmObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(observers);
        return new CertificateMonitor(MonitorReader.Read(utf8Json, observers));
    }

    /// <summary>Tells of a decision whose label is awaited when it acted.</summary>
    /// <param name="id">The turn's id: 1 to 256 characters. An id that is in the window already changes nothing.</param>
    /// <param name="escalates">Whether the watched rule escalates.</param>
    /// <param name="score">The score, for a watch of the score distribution; null when there is none.</param>
    /// <returns>Whether some watch has raised an alarm, now or earlier.</returns>
    /// <exception cref="ArgumentException">Thrown when the id is blank, too long or not well-formed UTF-16; nothing is counted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the score is NaN or infinite; nothing is counted.</exception>
    public MonitorVerdict ObserveDecision(string id, bool escalates, double? score = null) => ObserveDecision(id, escalates, score, AuditDraw.Always);

    /// <summary>Tells of a decision whose label is awaited only if it was drawn.</summary>
    /// <param name="id">The turn's id: 1 to 256 characters. An id that is in the window already changes nothing.</param>
    /// <param name="escalates">Whether the watched rule escalates.</param>
    /// <param name="score">The score, for a watch of the score distribution; null when there is none.</param>
    /// <param name="draw">The draw. With a watch of the risk over all items it is drawn for escalations too, and its propensity must not depend on the decision.</param>
    /// <param name="predictedLoss">g: a prediction of the loss in [0, 1] made before the loss is known, such as one minus the confidence; the better it is, the less the audits' luck matters. 0 unless given, and any value keeps the promise. With a watch of the risk over all items it must not depend on the decision.</param>
    /// <returns>Whether some watch has raised an alarm, now or earlier.</returns>
    /// <exception cref="ArgumentException">Thrown when the id is blank, too long or not well-formed UTF-16, the draw is the default value, or a predicted loss above 0 meets <see cref="LabelOrder.Arrival"/>; nothing is counted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the score is NaN or infinite or the predicted loss is no probability; nothing is counted.</exception>
    public MonitorVerdict ObserveDecision(string id, bool escalates, double? score, AuditDraw draw, double predictedLoss = 0.0)
    {
        ArgumentNullException.ThrowIfNull(id);
        AuditEntry.RequireId(id, nameof(id));
        draw.Require(nameof(draw));
        Guard.Probability(predictedLoss);
        if (score is { } known)
        {
            Guard.Finite(known, nameof(score));
        }

        if (predictedLoss > 0.0 && Options.LabelOrder == LabelOrder.Arrival)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"predictedLoss must be 0 when labels count in the order of arrival, but was {predictedLoss:R}."), nameof(predictedLoss));
        }

        MonitorVerdict verdict;
        Alarm[] raised;
        lock (_gate)
        {
            _engine.Decide(id, escalates, score, draw, predictedLoss);
            verdict = Current;
            raised = TakeRaised();
        }

        Tell(raised);
        return verdict;
    }

    /// <summary>Tells of the loss of a decision.</summary>
    /// <param name="id">The decision's id.</param>
    /// <param name="loss">The loss in [0, 1] of whoever answered.</param>
    /// <returns>Whether it counts. <see cref="Verdict"/> tells of alarms.</returns>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is NaN or outside [0, 1]; nothing is counted.</exception>
    public OutcomeStatus ObserveOutcome(string id, double loss)
    {
        Guard.Probability(loss);
        return Observe(id, loss, ofModel: false);
    }

    /// <summary>Tells whether the model was right on a decision, or would have been: a loss of 0 or 1 where the rule acts. Where it escalates this does not count, because the loss is then that of the escalation.</summary>
    /// <param name="id">The decision's id.</param>
    /// <param name="wasRight">Whether the model was right.</param>
    /// <returns>Whether it counts.</returns>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    public OutcomeStatus ObserveOutcome(string id, bool wasRight) => Observe(id, wasRight ? 0.0 : 1.0, ofModel: true);

    /// <summary>The evidence of a watch at present, in natural logarithms; an alarm comes at <c>ln(m/Level)</c> for m watches.</summary>
    /// <param name="watch">The name of the watch.</param>
    /// <exception cref="ArgumentException">Thrown when there is no such watch.</exception>
    public double LogEvidence(string watch)
    {
        lock (_gate)
        {
            return Find(watch).Capitals.LogValue;
        }
    }

    /// <summary>The risk that a watch has seen so far, from all labels or from random audits, with bounds that hold at all times at once.</summary>
    /// <param name="watch">The name of a watch that needs labels.</param>
    /// <param name="delta">The error level of the bounds, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentException">Thrown when there is no such watch or it needs no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is NaN or out of range.</exception>
    public RiskEstimate EstimateRisk(string watch, double delta = 0.05)
    {
        Guard.OpenProbability(delta);
        lock (_gate)
        {
            WeightedMean risk = Find(watch).Risk ?? throw new ArgumentException($"Watch '{watch}' needs no labels and estimates no risk.", nameof(watch));
            return new RiskEstimate(risk.Count, risk.Estimate, risk.Interval(delta), delta);
        }
    }

    /// <summary>The whole state as JSON in UTF-8: schema <c>escalation-monitor/1</c>, numbers exact, closed by a hash of its content. It holds ids of decisions, numbers and names only.</summary>
    public byte[] ToJson()
    {
        lock (_gate)
        {
            return MonitorWriter.Write(_engine);
        }
    }

    /// <summary>Lets somebody read the watches while nothing changes.</summary>
    internal void Read(Action<MonitorEngine> reader)
    {
        lock (_gate)
        {
            reader(_engine);
        }
    }

    private static void RequireWatches(MonitorOptions options, ReadOnlySpan<WatchPlan> watches)
    {
        AuditEntry.RequireId(options.Stream, nameof(options));
        if (watches.IsEmpty)
        {
            throw new ArgumentException("watches must not be empty: a monitor needs something to watch.", nameof(watches));
        }

        for (int i = 0; i < watches.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(watches[i], nameof(watches));
            AuditEntry.RequireId(watches[i].Name, nameof(watches));
            for (int j = 0; j < i; j++)
            {
                if (string.Equals(watches[i].Name, watches[j].Name, StringComparison.Ordinal))
                {
                    throw new ArgumentException($"Two watches have the name '{watches[i].Name}'.", nameof(watches));
                }
            }
        }
    }

    private OutcomeStatus Observe(string id, double loss, bool ofModel)
    {
        Guard.NotBlank(id);
        OutcomeStatus status;
        Alarm[] raised;
        lock (_gate)
        {
            status = _engine.Label(id, loss, ofModel);
            raised = TakeRaised();
        }

        Tell(raised);
        return status;
    }

    private EvidenceWatch Find(string name) =>
        Array.Find(_engine.Watches, watch => string.Equals(watch.Plan.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no watch '{name}'.", nameof(name));

    private Alarm[] TakeRaised()
    {
        if (_engine.Alarms.Count == _told)
        {
            return [];
        }

        Alarm[] raised = [.. _engine.Alarms[_told..]];
        _told = _engine.Alarms.Count;
        return raised;
    }

    private void Tell(Alarm[] raised)
    {
        for (int i = 0; i < raised.Length; i++)
        {
            for (int j = 0; j < Options.Observers.Count; j++)
            {
                Options.Observers[j].OnAlarm(raised[i]);
            }
        }
    }
}
