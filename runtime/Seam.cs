using System.Runtime.CompilerServices;

namespace MmRuntime;

/// <summary>The one switch between plain locks and locks that are validated, checked and schedulable.</summary>
/// <remarks>
/// Set by the AppContext switch <c>MmRuntime.Validate</c> (MSBuild property <c>MmRuntimeValidate</c>) or by the environment variable
/// <c>MMRUNTIME_VALIDATE</c>, which wins. It is read once: compiled code holds either the plain path or the other one, never a test.
/// </remarks>
internal static class Seam
{
    /// <summary>Name of the AppContext switch.</summary>
    public const string SwitchName = "MmRuntime.Validate";

    /// <summary>Name of the environment variable: <c>1</c> or <c>true</c>, <c>0</c> or <c>false</c>.</summary>
    public const string VariableName = "MMRUNTIME_VALIDATE";

    /// <summary>Whether locks report to the validator and to the driver of the running task.</summary>
    internal static readonly bool On = Read(Environment.GetEnvironmentVariable(VariableName), AppContext.TryGetSwitch(SwitchName, out var isOn) && isOn);

    // A static readonly field is a constant to the compiler only once its type is initialised. Without this, a method that is fully optimised at
    // its first call (no tiers, or a loop in it) would keep the test and both paths.
    [ModuleInitializer]
    internal static void Initialize() => RuntimeHelpers.RunClassConstructor(typeof(Seam).TypeHandle);

    /// <summary>What a variable and the switch say together.</summary>
    internal static bool Read(string? variable, bool isSwitchedOn) => variable switch
    {
        "1" => true,
        "0" => false,
        _ => bool.TryParse(variable, out var isSet) ? isSet : isSwitchedOn,
    };
}
