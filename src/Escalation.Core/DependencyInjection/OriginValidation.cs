using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

/// <summary>Validates where a threshold comes from: a certificate or a number.</summary>
internal static class OriginValidation
{
    /// <param name="result">Takes what is wrong.</param>
    /// <param name="path">The path of the section.</param>
    /// <param name="number">The key of the number.</param>
    /// <param name="level">The number, or null.</param>
    /// <param name="certificate">The path of the certificate, or null.</param>
    /// <param name="scoreId">What the calibration called the score, or null.</param>
    internal static void Validate(ValidateOptionsResultBuilder result, string path, string number, double? level, string? certificate, string? scoreId)
    {
        if (level is null == certificate is null)
        {
            result.AddError($"Give either {number} or Certificate, and not both.", path);
        }

        if (certificate is not null && string.IsNullOrWhiteSpace(certificate))
        {
            result.AddError("The path of the certificate is blank.", $"{path}:Certificate");
        }

        if (scoreId is not null && string.IsNullOrWhiteSpace(scoreId))
        {
            result.AddError("The id of the score is blank.", $"{path}:ScoreId");
        }
    }
}
