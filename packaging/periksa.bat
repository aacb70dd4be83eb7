@echo off
rem Menanyakan folder, lalu memeriksanya dan membuka laporannya.
setlocal
set /p FOLDER=Folder dokumen bukti (boleh diseret ke sini): 
if not defined FOLDER exit /b 1
set "FOLDER=%FOLDER:"=%"
"%LOCALAPPDATA%\spbe-check\Scripts\spbe-check.exe" "%FOLDER%" --exit-zero --report "html:%TEMP%\laporan-spbe.html"
start "" "%TEMP%\laporan-spbe.html"
pause
