using System.CommandLine;
using Escalation.Prediction.Interventions;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Targets;

/// <summary><c>targets</c>: training targets that reason about probability and cost.</summary>
internal static class TargetsVerb
{
    internal static Command Create(ToolConsole console)
    {
        var options = new TargetsOptions();
        var command = new Command("targets", "Targets for supervised fine-tuning that reason about probability and cost before they act or escalate: a chat record for each row, cost ratio and framing. The decision is that of the cost-ratio rule, and equality acts.");
        options.AddTo(command);
        command.SetAction(parsed => Run(TargetsRequest.Read(parsed, options), console));
        return command;
    }

    private static int Run(TargetsRequest request, ToolConsole console)
    {
        TargetTable table = TargetTable.Read(request, console);
        var split = TargetSplit.Of(table, request);
        var train = TargetRecords.Of(split.Train, request);
        var heldOut = TargetRecords.Of(split.HeldOut, request);
        AtomicFile.Write(request.Out, train.Lines);
        if (request.HeldOutFile is not null)
        {
            AtomicFile.Write(request.HeldOutFile, heldOut.Lines);
        }

        if (request.Json)
        {
            WriteJson(console, request, split, train, heldOut);
        }
        else
        {
            Report.Facts(
                console,
                $"{Report.Count(train.Count)} records from {Report.Count(split.Train.Count)} rows written to {request.Out}",
                [
                    ("costs", string.Join(", ", request.Ratios.Select(Report.Number))),
                    ("framings", string.Join(", ", request.Framings.Select(TargetsRequest.NameOf))),
                    ("act", Report.Count(train.Count - train.Escalations)),
                    ("escalate", Report.Count(train.Escalations)),
                    ("kept out", split.Domains.Count == 0 ? null : $"{Report.Count(heldOut.Count)} records of {string.Join(", ", split.Domains)}, {(request.HeldOutFile is null ? "not written" : $"written to {request.HeldOutFile}")}"),
                ]);
        }

        return ExitCode.Satisfied;
    }

    private static void WriteJson(ToolConsole console, TargetsRequest request, TargetSplit split, TargetRecords train, TargetRecords heldOut) => JsonOutput.Write(console, json =>
    {
        json.WriteString("out", request.Out);
        json.WriteNumber("rows", split.Train.Count);
        json.WriteNumber("records", train.Count);
        json.WriteNumber("act", train.Count - train.Escalations);
        json.WriteNumber("escalate", train.Escalations);
        json.WriteStartArray("costs");
        foreach (double ratio in request.Ratios)
        {
            json.WriteNumberValue(ratio);
        }

        json.WriteEndArray();
        json.WriteStartArray("framings");
        foreach (TargetFraming framing in request.Framings)
        {
            json.WriteStringValue(TargetsRequest.NameOf(framing));
        }

        json.WriteEndArray();
        json.WriteStartObject("heldOut");
        json.WriteString("out", request.HeldOutFile);
        json.WriteStartArray("domains");
        foreach (string domain in split.Domains)
        {
            json.WriteStringValue(domain);
        }

        json.WriteEndArray();
        json.WriteNumber("rows", split.HeldOut.Count);
        json.WriteNumber("records", heldOut.Count);
        json.WriteNumber("escalate", heldOut.Escalations);
        json.WriteEndObject();
        json.WriteNumber("seed", request.Seed);
    });
}
