using System.CommandLine;
using System.Globalization;
using Escalation.Probes;
using Escalation.Probes.Files;
using Escalation.Probes.Training;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Train;

/// <summary><c>train</c>: from labelled activations to a probe.</summary>
internal static class TrainVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a linear probe: logistic regression on a label, or ridge regression on what delegating gains; with cross-validated metrics, of which none was measured on a row or group that its probe had seen.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var interruption = new Interruption(cancellationToken);
            return Task.FromResult(Run(TrainRequest.Read(parsed, options), console, interruption.Token));
        });
        return command;
    }

    private static int Run(TrainRequest request, ToolConsole console, CancellationToken cancellationToken)
    {
        bool labelled = request.Kind == ProbeKind.Safety || request.Columns.ProbeScore is not null;
        LabelTable table = LabelTable.Read(request.Labels, request.Columns, labelled, console);
        using ActivationFile activations = request.Activations.Open();
        if (activations.Rows != table.Rows)
        {
            throw new ToolException($"{request.Labels}: there are {Report.Count(table.Rows)} rows of labels, but {Report.Count(activations.Rows)} rows of activations in {request.Activations.File}");
        }

        TrainedProbe trained = Train(request, table, activations, console, cancellationToken);
        AtomicFile.Write(request.Out, ProbeFile.ToBytes(trained.Probe, Metadata(request, activations)));
        Action<ToolConsole, TrainRequest, TrainedProbe> write = request.Json ? TrainReport.WriteJson : TrainReport.WriteTable;
        write(console, request, trained);
        return ExitCode.Satisfied;
    }

    private static TrainedProbe Train(TrainRequest request, LabelTable table, ActivationFile activations, ToolConsole console, CancellationToken cancellationToken)
    {
        if (activations.Rows > activations.MaximumCount)
        {
            throw new ToolException($"{activations.FileName}: a training holds all rows in memory, at most {Report.Count(activations.MaximumCount)} of this length");
        }

        using var progress = new ProgressBar(console, "rows", activations.Rows);
        var options = new ProbeTrainingOptions { Folds = request.Folds, Seed = request.Seed, Progress = new TrainProgress(progress) };
        ActivationRows rows = activations.GetRows(0, (int)activations.Rows);
        try
        {
            return request.Kind == ProbeKind.Safety
                ? ProbeTrainer.TrainLabel(rows, table.Labels, table.Groups, [], request.Fingerprint, options, cancellationToken)
                : ProbeTrainer.TrainValue(rows, Values(table), table.Groups, [], request.Fingerprint, options, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{activations.FileName} with {request.Labels}: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }
    }

    private static double[] Values(LabelTable table) => table.Probe.Length == 0 ? table.Targets : DelegationValue.Continuous(table.Probe, table.Expert, table.Labels);

    private static Dictionary<string, string> Metadata(TrainRequest request, ActivationFile activations) => new(StringComparer.Ordinal)
    {
        ["dtype"] = activations.Type.ToString(),
        ["kind"] = TrainReport.NameOf(request.Kind),
        ["target"] = request.Columns.Target,
        ["trained_rows"] = activations.Rows.ToString(CultureInfo.InvariantCulture),
    };
}
