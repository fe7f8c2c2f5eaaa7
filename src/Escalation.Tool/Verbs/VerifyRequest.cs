namespace Escalation.Tool.Verbs;

/// <summary>What to verify, and with which data.</summary>
/// <param name="Certificate">The certificate's file.</param>
/// <param name="Data">The calibration data's files, in order; none to verify the certificate by itself.</param>
/// <param name="Score">The score's column; null for the one that the certificate names.</param>
/// <param name="Loss">The loss's column; null to find it.</param>
/// <param name="Grid">The file of thresholds; null when the grid is an evenly spaced one.</param>
internal sealed record VerifyRequest(string Certificate, IReadOnlyList<string> Data, string? Score, string? Loss, string? Grid);
