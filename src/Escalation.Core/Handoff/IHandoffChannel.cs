namespace Escalation.Handoff;

/// <summary>Carries packages to people or to a stronger model.</summary>
/// <remarks>
/// Safe for concurrent use. Idempotent on <see cref="ContextPackage.EscalationId"/>: the same package twice gives the same receipt and one ticket, since a
/// sender that does not know whether its package arrived sends it again.
/// </remarks>
public interface IHandoffChannel
{
    /// <summary>Hands a package over and returns once the receiver has it. A package is accepted or the call throws; nothing is dropped in silence.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellationToken">Ends the wait for room; the package is then not accepted.</param>
    /// <exception cref="HandoffException">Thrown when the package was not accepted; it travels in the exception.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when another package came under this id.</exception>
    ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default);
}
