namespace Escalation.Tool.Verbs;

/// <summary>What to verify, and with which data.</summary>
/// <param name="Certificate">The certificate's file.</param>
/// <param name="Data">The calibration data's files, in order; none to verify the certificate by itself.</param>
/// <param name="Score">The score's column; null for the one that the certificate names.</param>
/// <param name="Loss">The column of the loss, of acting where there are two; null to find it.</param>
/// <param name="LossEscalate">The column of the loss of escalating; null to find it.</param>
/// <param name="Group">The column of the groups; null to find it.</param>
/// <param name="Cluster">The column of the clusters; null to find it.</param>
/// <param name="Weight">The column of the weights; null to find it.</param>
/// <param name="Grid">The file of thresholds; null when the grid is an evenly spaced one.</param>
/// <param name="Now">The time, by which a certificate may be out of date.</param>
internal sealed record VerifyRequest(string Certificate, IReadOnlyList<string> Data, string? Score, string? Loss, string? LossEscalate, string? Group, string? Cluster, string? Weight, string? Grid, DateTimeOffset Now);
