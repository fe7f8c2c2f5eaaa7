namespace Escalation.Mutants.Hosting;

/// <summary>What a host notes.</summary>
internal enum HostNoteKind
{
    /// <summary>A test passed.</summary>
    Passed,

    /// <summary>A test failed.</summary>
    Failed,

    /// <summary>Static initialisation of the library is over; the note holds the mutants that it reached.</summary>
    Initialised,

    /// <summary>Static initialisation of the tests is over; the note holds the mutants that it reached.</summary>
    Prepared,

    /// <summary>A mutant is switched on.</summary>
    Begun,

    /// <summary>A test failed under the mutant.</summary>
    Killed,

    /// <summary>Every test passed under the mutant.</summary>
    Survived,

    /// <summary>A test did not end under the mutant; the host ends with this note.</summary>
    Endless,

    /// <summary>A test that killed a mutant also fails without one: its kills are worth nothing.</summary>
    Unsound,

    /// <summary>The host did all it had to do.</summary>
    Done,
}
