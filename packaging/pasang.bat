@echo off
rem Memasang spbe-check tanpa internet ke lingkungan sendiri, dan menaruhnya pada PATH pengguna.
setlocal
set "HOME_SPBE=%LOCALAPPDATA%\spbe-check"
where py >nul 2>nul || (echo Pasang dulu Python 3.11, 3.12, atau 3.13 untuk Windows 64 bit. & pause & exit /b 1)
set "PYTHON_SPBE="
for %%v in (3.11 3.12 3.13) do py -%%v -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>nul && set "PYTHON_SPBE=%%v"
if not defined PYTHON_SPBE (echo Pasang dulu Python 3.11, 3.12, atau 3.13 untuk Windows 64 bit. & pause & exit /b 1)
py -%PYTHON_SPBE% -m venv "%HOME_SPBE%" || (pause & exit /b 1)
"%HOME_SPBE%\Scripts\python.exe" -m pip install --quiet --no-index --find-links "%~dp0wheels" "spbe-checklist[package,browser]" || (pause & exit /b 1)
copy /y "%~dp0periksa.bat" "%USERPROFILE%\Desktop\Periksa bukti SPBE.bat" >nul
powershell -NoProfile -Command "$p=[Environment]::GetEnvironmentVariable('Path','User'); $d=$env:HOME_SPBE+'\Scripts'; if (($p -split ';') -notcontains $d) {[Environment]::SetEnvironmentVariable('Path', $p.TrimEnd(';')+';'+$d, 'User')}"
echo Terpasang. Buka jendela baru lalu ketik: spbe-check FOLDER
pause
