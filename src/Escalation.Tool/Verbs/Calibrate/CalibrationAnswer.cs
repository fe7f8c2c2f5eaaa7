using System.Globalization;
using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>What a calibration said, with what a report needs beside it when there is no certificate.</summary>
/// <param name="Result">The library's answer.</param>
/// <param name="Direction">Which scores delegate or act.</param>
/// <param name="DataSha256">The fingerprint of the data.</param>
internal sealed record CalibrationAnswer(CalibrationResult Result, ScoreDirection Direction, string DataSha256)
{
    /// <summary>The procedure's name in JSON.</summary>
    internal required string Procedure { get; init; }

    /// <summary>The method's name in JSON.</summary>
    internal string Method { get; init; } = "exact";

    /// <summary>Where a sequence begins, as the user writes it; null where there is none.</summary>
    internal string? Start { get; init; }

    /// <summary>The grid; null for a budget.</summary>
    internal GridSummary? Grid { get; init; }

    /// <summary>The group; null when there are none.</summary>
    internal string? Group { get; init; }

    /// <summary>Why nothing is certified; where the grid leaves items out, that it does.</summary>
    internal string Reason => Grid is not null && Result is InsufficientSamples few && few.Have < few.N
        ? string.Create(CultureInfo.InvariantCulture, $"{few.Message} The grid acts on at most {few.Have} of {few.N} items, at its lowest threshold {Grid.First:R}.")
        : Result.Message;
}
