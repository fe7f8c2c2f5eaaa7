namespace Escalation.Triggers.Loops;

/// <summary>The hashes of a call's arguments.</summary>
/// <param name="All">Of everything but the noise.</param>
/// <param name="Target">Of the members that say what the call is about; of everything where none is declared or given.</param>
internal readonly record struct CallHash(ulong All, ulong Target);
