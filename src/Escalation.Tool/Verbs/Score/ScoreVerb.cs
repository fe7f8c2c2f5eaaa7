using System.CommandLine;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Score;

/// <summary><c>score</c>: stored activations through linear probes.</summary>
internal static class ScoreVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new ScoreOptions();
        var command = new Command("score", "Score activations with linear probes, all of them in one pass. The scores are CSV: row, counted from 0, and a column for each probe. The activations may be larger than the memory.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var interruption = new Interruption(cancellationToken);
            return Task.FromResult(Run(ScoreRequest.Read(parsed, options), console, interruption.Token));
        });
        return command;
    }

    private static int Run(ScoreRequest request, ToolConsole console, CancellationToken cancellationToken)
    {
        ProbeSet probes = ProbeReader.Read(request.Probes, request.Names);
        using ActivationFile activations = request.Activations.Open();
        var scores = new ProbeScores(activations, probes, request.Calibrated, cancellationToken);
        using ScoreSink sink = request switch
        {
            { Out: { } target } => new FileSink(target, request.Resume),
            { Json: true } => new MemorySink(),
            _ => new OutputSink(console),
        };
        ScoreSummary summary = ScoreRun.Of(scores, sink, console, cancellationToken);
        if (request.Json)
        {
            ScoreReport.WriteJson(console, request, summary, sink as MemorySink);
        }
        else if (request.Out is not null)
        {
            ScoreReport.WriteTable(console, request, summary);
        }

        return ExitCode.Satisfied;
    }
}
