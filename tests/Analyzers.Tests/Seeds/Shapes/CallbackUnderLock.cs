namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>An event is raised under a lock, and a subscriber takes its own lock first elsewhere.</summary>
internal static class CallbackUnderLock
{
    public static Seed Seed { get; } = new(
        "event raised under a lock its subscriber's lock surrounds",
        "The thermometer raises Changed under its lock and the display's handler locks the display; Redraw locks the display and "
        + "reads the thermometer.",
        ["MM1002", "MM4003"],
        """
        namespace Weather;

        public sealed class Thermometer
        {
            private readonly object _valueLock = new();
            private double _celsius;

            public event Action<double>? Changed;

            public double Celsius
            {
                get
                {
                    lock (_valueLock)
                    {
                        return _celsius;
                    }
                }
            }

            public void Measure(double celsius)
            {
                lock (_valueLock)
                {
                    _celsius = celsius;
                    Changed?.Invoke(celsius);
                }
            }
        }

        public sealed class Display
        {
            private readonly object _screenLock = new();
            private readonly Thermometer _source;
            private string _text = "";

            public Display(Thermometer source)
            {
                _source = source;
                _source.Changed += OnChanged;
            }

            public void Redraw()
            {
                lock (_screenLock)
                {
                    _text = $"{_source.Celsius:F1}";
                }
            }

            private void OnChanged(double celsius)
            {
                lock (_screenLock)
                {
                    _text = $"{celsius:F1} (was {_text})";
                }
            }
        }
        """,
        new Edit(
            """
                        _celsius = celsius;
                        Changed?.Invoke(celsius);
                    }
            """,
            """
                        _celsius = celsius;
                    }

                    Changed?.Invoke(celsius);
            """))
    {
        Later = true,
    };
}
