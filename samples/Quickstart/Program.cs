using System.Diagnostics;
using Escalation;
using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;
using Escalation.Statistics;

namespace Quickstart;

/// <summary>The whole loop, from labelled scores to a certified threshold to live decisions, a handoff and an audit trail. Read it from top to bottom.</summary>
internal static class Program
{
    private const double Budget = 0.30;
    private const double ErrorLevel = 0.1;
    private const ulong FirstTrigger = 1;

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await Shell.RunAsync(arguments, Console.Out, Console.Error, stop.Token);
    }

    /// <summary>Runs the loop and prints what happens.</summary>
    /// <returns>The result, or null when the data cannot certify the budget.</returns>
    internal static async Task<QuickstartResult?> RunAsync(QuickstartOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var report = new Report(output);

        // Real files are sorted, so a split needs a shuffle first. Each part has one use: what fits a score must not certify it, or the certificate is void.
        CascadeData data = options.DataFile is { } file ? CascadeCsv.Read(file) : SimulatedCascade.Generate(SimulatedCascade.DefaultCount, options.Seed);
        int[][] parts = SeededShuffle.Parts(data.Items.Count, parts: 3, options.Seed);
        CascadeItem[] toFit = data.Select(parts[0]);
        CascadeItem[] toCertify = data.Select(parts[1]);
        CascadeItem[] toStream = data.Select(parts[2]);
        report.Data(data, options.Seed, parts);

        // Estimates of p, that the weak model is right, and q, that whoever takes over is.
        CascadeModel model = CascadeModel.Fit(toFit);
        report.Model(model);

        // A threshold with a guarantee, from scores alone. When the data cannot carry the promise, the answer says what it would take.
        bool byGain = options.Score == ScoreKind.Gain;
        double[] scores = [.. toCertify.Select(item => byGain ? model.Gain(item) : model.Weak.Probability(item))];
        CalibrationResult calibration = DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(Budget, ErrorLevel)
        {
            Direction = byGain ? ScoreDirection.HigherDelegates : ScoreDirection.LowerDelegates,
            ScoreId = byGain ? "q-p" : "p",
        });
        if (calibration is not Certified { Certificate: { } certificate })
        {
            output.WriteLine(calibration.Message);
            return null;
        }

        report.Certificate(certificate, CertificateVerifier.Verify(certificate, scores));

        // The policy joins the certified threshold with triggers for what a probability cannot see.
        EscalationPolicy policy = EscalationPolicy.Build(p => (byGain ? p.DelegationValue(certificate) : p.Confidence(certificate))
            .Name("quickstart")
            .Loops()
            .Sensitivity(s => s.Keywords("chargeback", "lawyer"))
            .Route("desk")
            .Route("complaints", when: Reason.Sensitivity, priority: Priority.High));
        report.Policy(policy);

        // Every route key leads to a queue that somebody answers for; the runtime refuses a policy with a key that leads nowhere.
        HandoffRouter router = HandoffRouter.Build(r => r
            .Queue("first-line", owner: "help desk")
            .Queue("complaints", owner: "complaints team")
            .Route("desk", "first-line")
            .Route("complaints", "complaints"));
        var channel = new InProcessHandoffChannel();
        var desk = new ConsoleDesk(channel);
        Task deskAtWork = desk.WorkAsync(cancellationToken);

        // The stream, turn by turn: decide, write the decision durably, then either act or hand off with the full context.
        string logPath = AuditFile.Create(options.LogFolder);
        var agent = new SupportAgent(policy, model);
        var turns = new List<StreamedTurn>();
        AuditCheckpoint checkpoint;
        long start = Stopwatch.GetTimestamp();
        await using (AuditLog log = AuditLog.Open(logPath))
        {
            var runtime = new EscalationRuntime(policy, router, channel, log);
            foreach (CascadeItem item in toStream)
            {
                AgentTurn turn = agent.Prepare(item, turns.Count + 1);
                EscalationDecision decision = await runtime.HandleAsync(turn, act: _ => SupportAgent.AnswerAsync(turn), cancellationToken);
                turns.Add(new StreamedTurn(item, decision, ByThreshold: (decision.FiredTriggers & FirstTrigger) != 0, turn.DelegationValue!.Value));
            }

            // What turned out later is recorded beside the decision: the labels of the next calibration.
            foreach (StreamedTurn turn in turns)
            {
                await runtime.RecordOutcomeAsync(turn.Decision.Id!, turn.Item.WeakIsRight, cancellationToken);
            }

            checkpoint = log.Checkpoint;
        }

        TimeSpan streaming = Stopwatch.GetElapsedTime(start);
        channel.Complete();
        await deskAtWork;
        report.Desk(desk.Taken);

        // Anybody can check the log; the checkpoint, kept elsewhere, shows a cut tail too.
        AuditVerification audit = AuditVerifier.Verify(logPath, checkpoint);
        report.Audit(logPath, audit);

        var result = new QuickstartResult
        {
            Data = data,
            Certificate = certificate,
            Turns = turns,
            HandedOff = desk.Taken.Count,
            Rate = RealisedRate.Of(turns.Count(turn => turn.ByThreshold), turns.Count, certificate),
            Comparison = Comparison.Of(turns),
            Audit = audit,
            AuditLog = logPath,
        };
        report.Reasons(turns);
        report.Delegation(result.Rate, certificate, turns);
        report.Accuracy(result.Comparison, turns.Count, options.Score);
        report.Speed(DecisionSpeed.Measure(policy, [.. toStream.Select((item, i) => agent.Prepare(item, i + 1))]), streaming, turns.Count);
        return result;
    }
}
